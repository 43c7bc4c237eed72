import { LANDMARK_COUNT } from '../geometry/face.ts'
import type { Point } from '../geometry/point.ts'
import { removeAnnotationOffset } from './annotation-offset.ts'
import type { Camera } from './camera.ts'
import { computeInitialPose, type RigidPose } from './initial-pose.ts'
import { refinePose, type RefinedPose } from './refined-pose.ts'
import { computePointWeights } from './point-weights.ts'
import { toAngles, type Angles, type Rotation } from './rotation.ts'
import type { Vector3 } from './mean-face.ts'

/**
 * Pose of a head in the camera's coordinates: x to the right of the picture, y down, z along the camera's axis.
 * Angles are in degrees and relative to the image plane, so a face at the picture's edge that looks into the
 * camera has a yaw. Signs and order are those of `toAngles`.
 */
export interface HeadPose extends Angles {
  /** Rotation matrix from the mean face, which looks at the camera, to the head; row by row. */
  readonly rotation: Rotation
  /**
   * Position of the mean face's origin; in centimetres if the head has the mean face's size and the focal length is
   * right, otherwise known up to scale.
   */
  readonly translation: Vector3
  /**
   * Weighted RMS distance of the landmarks from the posed mean face, in centimetres at its depth. 0.35 to 0.7 in
   * nine of ten annotated faces of 300W, 1.1 at most; landmarks far above that are not those of a face.
   */
  readonly error: number
}

export interface HeadPoseOptions {
  /**
   * Weight of each of the 68 landmarks, 0 or more, such as its confidence; 0 ignores a landmark. At least six that are
   * not collinear are needed.
   */
  readonly weights?: readonly number[] | undefined
  /** Pose of the same head in the previous frame, as initial value of the fit. */
  readonly start?: RigidPose | undefined
}

/** Error in centimetres from which the fit that started at the previous frame's pose is compared with a new one. */
const MAX_START_ERROR_CM = 1

const isFinitePose = (pose: RefinedPose) =>
  [...pose.rotation.flat(), ...pose.translation, pose.error].every(Number.isFinite)

function checkWeights(weights: readonly number[]): void {
  if (weights.length !== LANDMARK_COUNT || !weights.every((weight) => weight >= 0 && weight < Infinity)) {
    throw new RangeError(`weights must be ${LANDMARK_COUNT} finite numbers, 0 or more`)
  }
}

/**
 * Estimates the pose of a head from 68 landmarks as 300W annotates them, in pixels of the image, by fitting the mean
 * face to them, less the annotators' habit of placing points to the right. Undefined if there is no pose: landmarks not
 * finite, all in one point or on a line.
 * @throws RangeError if there are not 68 landmarks or weights, or a weight is negative or not finite.
 */
export function estimateHeadPose(
  landmarks: readonly Point[],
  camera: Camera,
  { weights, start }: HeadPoseOptions = {},
): HeadPose | undefined {
  if (landmarks.length !== LANDMARK_COUNT) {
    throw new RangeError(`${landmarks.length} landmarks instead of ${LANDMARK_COUNT}`)
  }
  const prior = weights ?? landmarks.map(() => 1)
  checkWeights(prior)
  if (!(prior.filter((weight) => weight > 0).length >= 6)) return undefined
  // A landmark of weight 0 may be NaN, and NaN times 0 is NaN.
  const finite = landmarks.map((point, i): Point => (prior[i]! > 0 ? point : camera.principalPoint))
  if (!finite.flat().every(Number.isFinite)) return undefined
  const used = removeAnnotationOffset(finite, (i) => prior[i]! > 0)

  const frontal = computePointWeights(FRONTAL).map((weight, i) => weight * prior[i]!)
  const computeInitial = () => computeInitialPose(used, camera, frontal)
  const fitFromInitial = () => {
    const pose = computeInitial()
    return pose && refinePose(pose, used, camera, prior)
  }
  let found = start && computeInitial() ? refinePose(start, used, camera, prior) : fitFromInitial()
  if (start && !(found && found.error < MAX_START_ERROR_CM)) {
    const other = fitFromInitial()
    if (other && !(found && found.error <= other.error)) found = other
  }
  if (!found || !isFinitePose(found)) return undefined
  return { ...found, ...toAngles(found.rotation) }
}

const FRONTAL: Rotation = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]
