import type { RigidPose } from './initial-pose.ts'
import { multiplyRotations, toAngles, toRotation, type Angles } from './rotation.ts'

/**
 * Computes a head's angles relative to the line from the camera to the mean face's origin. They are 0 for a head that
 * faces the camera, also at the edge of the picture, where the angles of `HeadPose`, relative to the image plane, are
 * not. Signs and order as in `toAngles`. The camera is rotated onto the line along the shortest way.
 */
export function computeAnglesToCamera({ rotation, translation: [x, y, z] }: RigidPose): Angles {
  const aside = Math.hypot(x, y)
  const angle = Math.atan2(aside, z)
  const scale = aside > 0 ? angle / aside : 0
  // Rotates the line onto the camera's axis, about the cross product of the line's direction and the axis.
  const turn = toRotation([y * scale, -x * scale, 0])
  return toAngles(multiplyRotations(turn, rotation))
}
