import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import type { Point } from '../geometry/point.ts'
import type { Camera } from './camera.ts'
import type { RigidPose } from './initial-pose.ts'
import { MEAN_FACE } from './mean-face.ts'
import { computePointWeights } from './point-weights.ts'
import { multiplyRotations, rotateVector, toRotation } from './rotation.ts'

/** Maximum number of steps of a fit. */
const MAX_STEPS = 40
/** Rotation in radians, and translation relative to the depth, below which a step ends the fit. */
const MIN_STEP = 1e-5
/** Huber threshold: distances beyond this many robust deviations count linearly instead of squared. */
const HUBER_DEVIATIONS = 1.5
/** Smallest robust deviation in centimetres, so that exact landmarks are not treated as outliers. */
const MIN_DEVIATION_CM = 0.05

/** Pose with its error. */
export interface RefinedPose extends RigidPose {
  /** Root of the weighted mean squared distance from the landmarks, in centimetres at the head's depth. */
  readonly error: number
}

/** Linearisation of the fit at a pose: weights, cost and normal equations. */
interface Linearised {
  readonly weights: readonly number[]
  readonly cost: number
  /** 6 x 6. */
  readonly normal: number[][]
  readonly gradient: number[]
}

/** Computes projected minus observed landmarks in pixels; undefined if a point is not in front of the camera. */
function computeResiduals(
  { rotation, translation }: RigidPose,
  landmarks: readonly Point[],
  { focalLength, principalPoint: [cx, cy] }: Camera,
) {
  const turned = MEAN_FACE.map((point) => rotateVector(rotation, point))
  const residuals: Point[] = []
  for (const [i, [x, y, z]] of turned.entries()) {
    const depth = z + translation[2]
    if (!(depth > 0)) return undefined
    residuals.push([
      cx + (focalLength * (x + translation[0])) / depth - landmarks[i]![0],
      cy + (focalLength * (y + translation[1])) / depth - landmarks[i]![1],
    ])
  }
  return { turned, residuals }
}

const computeCost = (residuals: readonly Point[], weights: readonly number[]) =>
  residuals.reduce((sum, [x, y], i) => sum + weights[i]! * (x * x + y * y), 0)

/** Computes Huber weights that reduce the influence of outliers. `perPixel` is centimetres per pixel. */
function computeRobustWeights(residuals: readonly Point[], prior: readonly number[], perPixel: number) {
  const distances = residuals.map(([x, y]) => Math.hypot(x, y) * perPixel)
  const counted = distances.filter((_, i) => prior[i]! > 0).sort((p, q) => p - q)
  // The median distance of a two-dimensional normal distribution is 1.1774 deviations.
  const deviation = Math.max(MIN_DEVIATION_CM, (counted[counted.length >> 1] ?? 0) / 1.1774)
  const limit = HUBER_DEVIATIONS * deviation
  return distances.map((distance) => (distance > limit ? limit / distance : 1))
}

function linearisePose(
  pose: RigidPose,
  landmarks: readonly Point[],
  camera: Camera,
  prior: readonly number[],
): Linearised | undefined {
  const found = computeResiduals(pose, landmarks, camera)
  if (!found) return undefined
  const { turned, residuals } = found
  const { focalLength } = camera
  const [tx, ty, tz] = pose.translation
  const own = computePointWeights(pose.rotation).map((weight, i) => weight * prior[i]!)
  const robust = computeRobustWeights(residuals, own, tz / focalLength)
  const weights = own.map((weight, i) => weight * robust[i]!)
  const normal = Array.from({ length: 6 }, () => [0, 0, 0, 0, 0, 0])
  const gradient = [0, 0, 0, 0, 0, 0]
  for (const [i, [x, y, z]] of turned.entries()) {
    const scale = focalLength / (z + tz)
    const u = (x + tx) / (z + tz)
    const v = (y + ty) / (z + tz)
    // Turning by w moves a point by w x point; the translation's columns are divided by the depth.
    const rows = [
      [-u * y, z + u * x, -y, tz, 0, -u * tz],
      [-z - v * y, v * x, x, 0, tz, -v * tz],
    ]
    for (const [k, row] of rows.entries()) {
      for (let p = 0; p < 6; p++) {
        const weighted = weights[i]! * scale * row[p]!
        gradient[p]! += weighted * residuals[i]![k]!
        for (let q = 0; q <= p; q++) normal[p]![q]! += weighted * scale * row[q]!
      }
    }
  }
  // The decomposition requires an exactly symmetric matrix.
  for (let p = 0; p < 6; p++) for (let q = 0; q < p; q++) normal[q]![p] = normal[p]![q]!
  return { weights, cost: computeCost(residuals, weights), normal, gradient }
}

/** Rotation vector, then the translation in parts of the depth. */
type Step = [number, number, number, number, number, number]

/** Solves for the Levenberg-Marquardt step; undefined if the equations have no solution. */
function solveStep({ normal, gradient }: Linearised, damping: number): Step | undefined {
  if (!normal.flat().every(Number.isFinite)) return undefined
  const damped = new Matrix(
    normal.map((row, p) => row.map((value, q) => (p === q ? value * (1 + damping) : value))),
  )
  const cholesky = new CholeskyDecomposition(damped)
  if (!cholesky.isPositiveDefinite()) return undefined
  const step = cholesky.solve(Matrix.columnVector(gradient)).to1DArray()
  return step.every(Number.isFinite) ? (step.map((value) => -value) as Step) : undefined
}

function movePose({ rotation, translation }: RigidPose, [wx, wy, wz, dx, dy, dz]: Step): RigidPose {
  const [x, y, z] = translation
  return {
    rotation: multiplyRotations(toRotation([wx, wy, wz]), rotation),
    translation: [x + dx * z, y + dy * z, z + dz * z],
  }
}

/**
 * Refines a pose by Levenberg-Marquardt: minimises the weighted squared distance in the image between the projected
 * mean face and the landmarks. Weights are recomputed at every step from the yaw and each landmark's distance.
 * `prior` is a factor of 0 or more for each landmark. Undefined if no step can be solved or a point of the face
 * falls behind the camera.
 */
export function refinePose(
  start: RigidPose,
  landmarks: readonly Point[],
  camera: Camera,
  prior: readonly number[],
): RefinedPose | undefined {
  let pose = start
  let damping = 1e-3
  let at = linearisePose(pose, landmarks, camera, prior)
  for (let steps = 0; at && steps < MAX_STEPS && damping < 1e9; steps++) {
    const step = solveStep(at, damping)
    if (!step) return undefined
    const next = movePose(pose, step)
    const found = computeResiduals(next, landmarks, camera)
    if (found && computeCost(found.residuals, at.weights) <= at.cost) {
      pose = next
      at = linearisePose(pose, landmarks, camera, prior)
      damping = Math.max(1e-9, damping / 10)
    } else damping *= 10
    if (Math.max(...step.map(Math.abs)) < MIN_STEP) break
  }
  const found = at && computeResiduals(pose, landmarks, camera)
  if (!found) return undefined
  const own = computePointWeights(pose.rotation).map((weight, i) => weight * prior[i]!)
  const mean = computeCost(found.residuals, own) / own.reduce((sum, weight) => sum + weight, 0)
  return { ...pose, error: (Math.sqrt(mean) * pose.translation[2]) / camera.focalLength }
}
