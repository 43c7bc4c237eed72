import type { Point } from '../geometry/point.ts'
import { projectPoint, type Camera } from './camera.ts'
import type { RigidPose } from './initial-pose.ts'
import { MEAN_FACE, NOSE_TIP, type Vector3 } from './mean-face.ts'
import { rotateVector } from './rotation.ts'

/** Length of a drawn axis in centimetres of the mean face: about half of its width. */
export const AXIS_LENGTH_CM = 7

/** Projected start and end points of a head's axes in the image, in pixels. */
export interface ProjectedAxes {
  /** Tip of the mean face's nose. */
  readonly origin: Point
  /** End of the axis to the side that is on the right of the picture when the face looks at the camera. */
  readonly right: Point
  /** End of the axis towards the chin. */
  readonly down: Point
  /** End of the axis out of the face, in its viewing direction. */
  readonly forward: Point
}

/** Projects a head's axes from the tip of the nose; undefined if an end is not in front of the camera. */
export function projectAxes(
  { rotation, translation }: RigidPose,
  camera: Camera,
  length = AXIS_LENGTH_CM,
): ProjectedAxes | undefined {
  const [x, y, z] = MEAN_FACE[NOSE_TIP]!
  const project = (point: Vector3) => {
    const turned = rotateVector(rotation, point)
    return projectPoint(camera, [
      turned[0] + translation[0],
      turned[1] + translation[1],
      turned[2] + translation[2],
    ])
  }
  const origin = project([x, y, z])
  const right = project([x + length, y, z])
  const down = project([x, y + length, z])
  const forward = project([x, y, z - length])
  return origin && right && down && forward && { origin, right, down, forward }
}
