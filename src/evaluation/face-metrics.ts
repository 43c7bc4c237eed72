import { distance, type Point } from '../geometry/point.ts'
import { computeAuc, computeFailureRate } from './ced.ts'
import { FACE_REGIONS } from './face-regions.ts'
import { computeInterOcular, computeInterPupil, mean } from './nme.ts'
import { measureOpenings, scoreOpenings, type FaceOpenings, type OpeningScore } from './openings.ts'
import {
  computePointErrors,
  scoreReliability,
  type ConfidentPoints,
  type ReliabilityScore,
} from './reliability.ts'
import { computeScore, type Score } from './score.ts'
import { TRAINING_SHAPES, findTrainingBin, computeYaw } from './training-shapes.ts'

/** Distances on the annotated face that an error can be divided by. */
export const NORMALISERS = ['ocular', 'pupil'] as const
export type Normaliser = (typeof NORMALISERS)[number]

/** Error limit of AUC and failure rate, as a share of the normaliser. */
export const FAILURE_LIMIT = 0.08

/** Mean distances between predicted and true landmarks, in pixels of the photo. */
export interface Distances {
  readonly all: number
  /** One mean per region, in the order of FACE_REGIONS. */
  readonly regions: readonly number[]
}

/** Errors of one annotated face. */
export interface ScoredFace {
  /** Path of the photo. */
  readonly photo: string
  /** Number of the face among those annotated in its photo, from 1. */
  readonly face: number
  /** Normalisers, in pixels of the photo. */
  readonly ocular: number
  readonly pupil: number
  /** Yaw of the true face; see `computeYaw`. */
  readonly yaw: number
  /** Errors by variant; undefined if the face was not found. */
  readonly errors: Readonly<Record<string, Distances | undefined>>
}

/** Metrics of one annotated face. */
export interface FaceMetrics extends ScoredFace {
  /** Openings of the true eyes and mouth. */
  readonly openings: FaceOpenings
  /** Openings predicted by each variant; undefined if the face was not found. */
  readonly predictedOpenings: Readonly<Record<string, FaceOpenings | undefined>>
  /** Points with their confidence, of the variants that predict it. */
  readonly confidentPoints: Readonly<Record<string, ConfidentPoints>>
}

/** Computes the mean distance between predicted and true landmarks, over all of them and by region. */
export function computeDistances(found: readonly Point[], truth: readonly Point[]): Distances {
  const each = found.map((point, i) => distance(point, truth[i]!))
  return { all: mean(each), regions: FACE_REGIONS.map(({ from, to }) => mean(each.slice(from, to))) }
}

/**
 * Computes the metrics of one face from each variant's landmarks (undefined if the face was not found) and, where it
 * predicts it, their confidence.
 * @throws Error if both true eyes are in one place, so that no error can be normalised.
 */
export function computeFaceMetrics(
  photo: string,
  face: number,
  truth: readonly Point[],
  found: Readonly<Record<string, readonly Point[] | undefined>>,
  confidences: Readonly<Record<string, readonly number[]>> = {},
): FaceMetrics {
  const [ocular, pupil] = [computeInterOcular(truth), computeInterPupil(truth)]
  if (!(ocular > 0 && pupil > 0)) throw new Error('both eyes are marked in one place')
  const errors = Object.entries(found).map(([variant, points]) => [
    variant,
    points && computeDistances(points, truth),
  ])
  const openings = Object.entries(found).map(([variant, points]) => [
    variant,
    points && measureOpenings(points),
  ])
  const confident = Object.entries(confidences).flatMap(([variant, confidence]) => {
    const points = found[variant]
    return points ? [[variant, { confidence, errors: computePointErrors(points, truth) }] as const] : []
  })
  return {
    photo,
    face,
    ocular,
    pupil,
    yaw: computeYaw(truth),
    errors: Object.fromEntries(errors),
    openings: measureOpenings(truth),
    predictedOpenings: Object.fromEntries(openings),
    confidentPoints: Object.fromEntries(confident),
  }
}

/** Scores a variant's closed eyes and open mouths over the faces that it found. */
export function computeOpeningScore(results: readonly FaceMetrics[], variant: string): OpeningScore {
  return scoreOpenings(
    results.flatMap(({ openings: truth, predictedOpenings: foundOpenings }) => {
      const found = foundOpenings[variant]
      return found ? [{ truth, found }] : []
    }),
  )
}

/**
 * Scores a variant's confidence over the faces that it found; see `scoreReliability`. Undefined if it predicts none.
 * radius: error in inter-ocular distances that the confidence refers to.
 */
export function computeReliabilityScore(
  results: readonly FaceMetrics[],
  variant: string,
  radius: number,
): ReliabilityScore | undefined {
  return scoreReliability(
    results.flatMap(({ confidentPoints }) => confidentPoints[variant] ?? []),
    radius,
  )
}

/** Computes the NME of one face as a share of the normaliser; Infinity if it was not found. */
export function computeFaceNme(result: ScoredFace, variant: string, by: Normaliser): number {
  const distances = result.errors[variant]
  return distances ? distances.all / result[by] : Infinity
}

/** Computes the NME of each face; Infinity if it was not found. */
export function computeFaceNmes(results: readonly ScoredFace[], variant: string, by: Normaliser): number[] {
  return results.map((result) => computeFaceNme(result, variant, by))
}

/** Computes the NME of a part of each face; Infinity if it was not found. */
export function computePartNmes(
  results: readonly ScoredFace[],
  variant: string,
  by: Normaliser,
  part: string,
): number[] {
  const region = FACE_REGIONS.findIndex(({ name }) => name === part)
  if (region < 0) return computeFaceNmes(results, variant, by)
  return results.map((result) => {
    const distances = result.errors[variant]
    return distances ? distances.regions[region]! / result[by] : Infinity
  })
}

/** Merges the results that further methods have on the same face. */
export function mergeMetrics(own: FaceMetrics, further: FaceMetrics): FaceMetrics {
  return {
    ...own,
    errors: { ...own.errors, ...further.errors },
    predictedOpenings: { ...own.predictedOpenings, ...further.predictedOpenings },
  }
}

/** Score of a variant as `npm run evaluate` prints it, plus AUC and failure rate by a chosen normaliser. */
export interface VariantSummary extends Score {
  readonly auc: number
  readonly failureRate: number
}

/** Summarizes a variant's results, in percent. */
export function summarizeVariant(
  results: readonly ScoredFace[],
  variant: string,
  by: Normaliser,
): VariantSummary {
  const errors = computeFaceNmes(results, variant, by)
  return {
    ...computeScore(computeFaceNmes(results, variant, 'pupil'), computeFaceNmes(results, variant, 'ocular')),
    auc: 100 * computeAuc(errors, FAILURE_LIMIT),
    failureRate: 100 * computeFailureRate(errors, FAILURE_LIMIT),
  }
}

/** Computes the mean error of each face region over the faces found, in percent of the normaliser. */
export function computeRegionMeans(
  results: readonly ScoredFace[],
  variant: string,
  by: Normaliser,
): number[] {
  return FACE_REGIONS.map((_, i) => {
    const errors = results.flatMap((result) => {
      const distances = result.errors[variant]
      return distances ? [distances.regions[i]! / result[by]] : []
    })
    return 100 * mean(errors)
  })
}

/** Score of a variant on the faces whose |yaw| falls into one bin. */
export interface BinScore {
  readonly from: number
  /** Infinity for the last bin. */
  readonly to: number
  readonly faces: number
  readonly found: number
  /** In percent, over the faces found; NaN if there are none. */
  readonly nme: number
}

/** Computes a variant's scores in the bins of |yaw| of the training shapes, which do not depend on the faces given. */
export function computeBinScores(
  results: readonly ScoredFace[],
  variant: string,
  by: Normaliser,
): BinScore[] {
  const { bins, width } = TRAINING_SHAPES.balancing
  const errors = Array.from({ length: bins }, (): number[] => [])
  for (const result of results) errors[findTrainingBin(result.yaw)]!.push(computeFaceNme(result, variant, by))
  return errors.map((all, bin) => {
    const found = all.filter(Number.isFinite)
    return {
      from: bin * width,
      to: bin < bins - 1 ? (bin + 1) * width : Infinity,
      faces: all.length,
      found: found.length,
      nme: 100 * mean(found),
    }
  })
}
