import { distance, type Point } from '../geometry/point.ts'
import { computeAuc, computeFailureRate } from './ced.ts'
import { FACE_REGIONS } from './face-regions.ts'
import { computeInterOcular, computeInterPupil, mean } from './nme.ts'
import { measureOpenings, scoreOpenings, type FaceOpenings, type OpeningScore } from './openings.ts'
import { computeScore, type Score } from './score.ts'
import { TRAINING_SHAPES, findTrainingBin, computeYaw } from './training-shapes.ts'

/** By which distance on the true face an error is divided. */
export const NORMALISERS = ['ocular', 'pupil'] as const
export type Normaliser = (typeof NORMALISERS)[number]

/** Where AUC and failure rate are taken, as a share of the normaliser: 8%. */
export const FAILURE_LIMIT = 0.08

/** Mean distances of landmarks to the true ones, in pixels of the photo. */
export interface Distances {
  readonly all: number
  /** In the order of FEATURES. */
  readonly regions: readonly number[]
}

/** What is kept of a face: numbers, no pixels. */
export interface FaceMetrics {
  /** Path of the photo. */
  readonly photo: string
  /** Number of the face among those marked in its photo, from 1. */
  readonly face: number
  /** Normalisers, in pixels of the photo. */
  readonly ocular: number
  readonly pupil: number
  /** Of the true face: see `yawOf`. */
  readonly yaw: number
  /** By variant; undefined where the face was not found. */
  readonly errors: Readonly<Record<string, Distances | undefined>>
  /** How open the true eyes and mouth are. */
  readonly openings: FaceOpenings
  /** The same as each variant found it. */
  readonly predictedOpenings: Readonly<Record<string, FaceOpenings | undefined>>
}

/** How far landmarks are off, all and feature by feature. */
export function computeDistances(found: readonly Point[], truth: readonly Point[]): Distances {
  const each = found.map((point, i) => distance(point, truth[i]))
  return { all: mean(each), regions: FACE_REGIONS.map(({ from, to }) => mean(each.slice(from, to))) }
}

/**
 * The numbers of one face, from what each variant found (undefined: nothing).
 * @throws Error with a sentence if the true eyes are in one place, so that nothing can be divided by them.
 */
export function computeFaceMetrics(
  photo: string,
  face: number,
  truth: readonly Point[],
  found: Readonly<Record<string, readonly Point[] | undefined>>,
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
  return {
    photo,
    face,
    ocular,
    pupil,
    yaw: computeYaw(truth),
    errors: Object.fromEntries(errors),
    openings: measureOpenings(truth),
    predictedOpenings: Object.fromEntries(openings),
  }
}

/** How a variant draws closed eyes and open mouths, over the faces that it found. */
export function computeOpeningScore(results: readonly FaceMetrics[], variant: string): OpeningScore {
  return scoreOpenings(
    results.flatMap(({ openings: truth, predictedOpenings: foundOpenings }) => {
      const found = foundOpenings[variant]
      return found ? [{ truth, found }] : []
    }),
  )
}

/** The NME of one face as a share of the normaliser; Infinity if it was not found. */
export function computeFaceNme(result: FaceMetrics, variant: string, by: Normaliser): number {
  const distances = result.errors[variant]
  return distances ? distances.all / result[by] : Infinity
}

/** The NME of each face, Infinity for those not found. */
export function computeFaceNmes(results: readonly FaceMetrics[], variant: string, by: Normaliser): number[] {
  return results.map((result) => computeFaceNme(result, variant, by))
}

/** A variant's score, as `npm run evaluate` prints it; AUC and failures by the normaliser chosen, too. */
export interface VariantSummary extends Score {
  readonly auc: number
  readonly failureRate: number
}

/** In percent. */
export function summarizeVariant(
  results: readonly FaceMetrics[],
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

/** Mean error of each feature over the faces found, in percent of the normaliser, in the order of FEATURES. */
export function computeRegionMeans(
  results: readonly FaceMetrics[],
  variant: string,
  by: Normaliser,
): number[] {
  return FACE_REGIONS.map((_, i) => {
    const errors = results.flatMap((result) => {
      const distances = result.errors[variant]
      return distances ? [distances.regions[i] / result[by]] : []
    })
    return 100 * mean(errors)
  })
}

/** Faces whose |yaw| falls into one bin, and how a variant does on them. */
export interface BinScore {
  readonly from: number
  /** Infinity for the last bin. */
  readonly to: number
  readonly faces: number
  readonly found: number
  /** In percent, over the faces found; NaN if there are none. */
  readonly nme: number
}

/** Scores in the training shapes' bins of |yaw|: the same ones whatever faces come, and as they come. */
export function computeBinScores(
  results: readonly FaceMetrics[],
  variant: string,
  by: Normaliser,
): BinScore[] {
  const { bins, width } = TRAINING_SHAPES.balancing
  const errors = Array.from({ length: bins }, (): number[] => [])
  for (const result of results) errors[findTrainingBin(result.yaw)].push(computeFaceNme(result, variant, by))
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
