import { distance, type Point } from '../geometry/point.ts'
import { computeRankCorrelation } from './correlation.ts'
import { computeInterOcular, mean } from './nme.ts'

/** Points of one face whose confidence was predicted: that, and their errors in inter-ocular distances. */
export interface ConfidentPoints {
  readonly confidence: readonly number[]
  readonly errors: readonly number[]
}

/** Points of similar confidence. */
export interface ReliabilityBin {
  /** Mean confidence of the points. */
  readonly confidence: number
  /** Share of the points whose error is within the radius that confidence refers to. */
  readonly correct: number
  readonly points: number
}

/** Agreement of the predicted confidence of points with their errors. */
export interface ReliabilityScore {
  readonly points: number
  /** Spearman's rank correlation of 1 - confidence with the error: 1 if every less confident point is further off. */
  readonly errorRankCorrelation: number
  /** Expected calibration error: mean over the points of |confidence - share correct| of their bin; 0 if calibrated. */
  readonly calibrationError: number
  /** Non-empty bins, least confident first. */
  readonly reliabilityBins: readonly ReliabilityBin[]
}

/** Number of bins of equal width from 0 to 1. */
const BIN_COUNT = 10

/** Computes the errors of a face's points in inter-ocular distances of the true face. */
export function computePointErrors(found: readonly Point[], truth: readonly Point[]): number[] {
  const scale = computeInterOcular(truth)
  return found.map((point, i) => distance(point, truth[i]!) / scale)
}

/** Sorts points into bins of confidence, as a reliability diagram shows them. */
function computeReliabilityBins(
  confidence: readonly number[],
  errors: readonly number[],
  radius: number,
): ReliabilityBin[] {
  const members = Array.from({ length: BIN_COUNT }, (): number[] => [])
  for (const [i, value] of confidence.entries())
    members[Math.min(BIN_COUNT - 1, Math.floor(value * BIN_COUNT))]!.push(i)
  return members
    .filter(({ length }) => length > 0)
    .map((points) => ({
      confidence: mean(points.map((i) => confidence[i]!)),
      correct: points.filter((i) => errors[i]! <= radius).length / points.length,
      points: points.length,
    }))
}

/**
 * Scores predicted confidence against errors, over all points of all faces (Guo et al. 2017, "On calibration of modern
 * neural networks", for bins and expected calibration error). radius: error in inter-ocular distances up to which
 * a point counts as correct, the one that the confidence was computed for. Undefined without points.
 */
export function scoreReliability(
  faces: readonly ConfidentPoints[],
  radius: number,
): ReliabilityScore | undefined {
  const confidence = faces.flatMap((face) => face.confidence)
  const errors = faces.flatMap((face) => face.errors)
  if (confidence.length === 0) return undefined
  const bins = computeReliabilityBins(confidence, errors, radius)
  const gaps = bins.map(({ correct, points, ...bin }) => Math.abs(bin.confidence - correct) * points)
  return {
    points: confidence.length,
    errorRankCorrelation: computeRankCorrelation(
      confidence.map((value) => 1 - value),
      errors,
    ),
    calibrationError: gaps.reduce((sum, gap) => sum + gap, 0) / confidence.length,
    reliabilityBins: bins,
  }
}
