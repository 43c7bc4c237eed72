import { Matrix, SVD } from 'ml-matrix'
import type { Point } from '../geometry/point.ts'
import type { Camera } from './camera.ts'
import { MEAN_FACE, type Vector3 } from './mean-face.ts'
import { rotateVector, type Rotation } from './rotation.ts'

/** Rotation and position of a head in camera coordinates: rotation * point + translation. */
export interface RigidPose {
  readonly rotation: Rotation
  readonly translation: Vector3
}

/** Smallest ratio of the shorter to the longer of the two rows of the affine fit; real faces have above 0.5. */
const MIN_ROW_RATIO = 0.1

function computeWeightedMean<Row extends Point | Vector3>(
  rows: readonly Row[],
  weights: readonly number[],
): Row {
  const total = weights.reduce((sum, weight) => sum + weight)
  const mean = rows[0]!.map((_, k) => rows.reduce((sum, row, i) => sum + weights[i]! * row[k]!, 0) / total)
  return mean as unknown as Row
}

/**
 * Computes an initial pose: the least-squares affine map from the mean face to the landmarks, and the rotation
 * nearest to it (scaled orthography, the first step of DeMenthon and Davis 1995, "Model-based object pose in 25
 * lines of code"). Undefined for landmarks on a line or in one point.
 */
export function computeInitialPose(
  landmarks: readonly Point[],
  camera: Camera,
  weights: readonly number[],
): RigidPose | undefined {
  const centre3 = computeWeightedMean(MEAN_FACE, weights)
  const centre2 = computeWeightedMean(landmarks, weights)
  const scaled = (row: readonly number[], centre: readonly number[], i: number) =>
    row.map((value, k) => (value - centre[k]!) * Math.sqrt(weights[i]!))
  const model = new Matrix(MEAN_FACE.map((point, i) => scaled(point, centre3, i)))
  const image = new Matrix(landmarks.map((point, i) => scaled(point, centre2, i)))
  const affine = new SVD(model, { autoTranspose: true }).solve(image).transpose()
  const lengths = [Math.hypot(...affine.getRow(0)), Math.hypot(...affine.getRow(1))]
  if (!(Math.min(...lengths) > MIN_ROW_RATIO * Math.max(...lengths))) return undefined

  const svd = new SVD(affine, { autoTranspose: true })
  const [most, least] = svd.diagonal as [number, number]
  if (!(least > MIN_ROW_RATIO * most)) return undefined
  const two = svd.leftSingularVectors.mmul(svd.rightSingularVectors.subMatrix(0, 2, 0, 1).transpose())
  const [[a, b, c], [d, e, f]] = two.to2DArray() as [[number, number, number], [number, number, number]]
  const rotation: Rotation = [
    [a, b, c],
    [d, e, f],
    [b * f - c * e, c * d - a * f, a * e - b * d],
  ]
  // Pixels per unit of the mean face are the focal length over the depth.
  const depth = (2 * camera.focalLength) / (most + least)
  const [tx, ty, tz] = rotateVector(rotation, centre3)
  const [cx, cy] = camera.principalPoint
  const perPixel = depth / camera.focalLength
  return {
    rotation,
    translation: [(centre2[0] - cx) * perPixel - tx, (centre2[1] - cy) * perPixel - ty, depth - tz],
  }
}
