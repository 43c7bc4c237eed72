import type { RigidPose } from './initial-pose.ts'
import { multiplyRotations, toAngles, toRotation, type Angles } from './rotation.ts'

/**
 * Computes a head's angles relative to the line from the camera to it: all 0 for a head that faces the camera,
 * also at the picture's edge, where `HeadPose`'s own angles, relative to the image plane, are not. Signs and order
 * as in `toAngles`. The line is that to the mean face's origin; the camera turns onto it the shortest way.
 */
export function computeAnglesToCamera({ rotation, translation: [x, y, z] }: RigidPose): Angles {
  const aside = Math.hypot(x, y)
  const angle = Math.atan2(aside, z)
  const scale = aside > 0 ? angle / aside : 0
  // Turns the line onto the camera's axis: about the line's direction crossed with the axis.
  const turn = toRotation([y * scale, -x * scale, 0])
  return toAngles(multiplyRotations(turn, rotation))
}
