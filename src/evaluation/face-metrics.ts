import { distance, type Point } from '../geometry/point.ts'
import { auc, failureRate } from './ced.ts'
import { FEATURES } from './face-regions.ts'
import { interOcular, interPupil, mean } from './nme.ts'
import { measureOpenings, scoreOpenings, type FaceOpenings, type OpeningScore } from './openings.ts'
import { scoreOf, type Score } from './score.ts'
import { SHAPES, trainingBin, yawOf } from './training-shapes.ts'

/** By which distance on the true face an error is divided. */
export const NORMALISERS = ['ocular', 'pupil'] as const
export type Normaliser = (typeof NORMALISERS)[number]

/** Where AUC and failure rate are taken, as a share of the normaliser: 8%. */
export const LIMIT = 0.08

/** Mean distances of landmarks to the true ones, in pixels of the photo. */
export interface Distances {
  readonly all: number
  /** In the order of FEATURES. */
  readonly features: readonly number[]
}

/** What is kept of a face: numbers, no pixels. */
export interface FaceResult {
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
  readonly foundOpenings: Readonly<Record<string, FaceOpenings | undefined>>
}

/** How far landmarks are off, all and feature by feature. */
export function distancesOf(found: readonly Point[], truth: readonly Point[]): Distances {
  const each = found.map((point, i) => distance(point, truth[i]))
  return { all: mean(each), features: FEATURES.map(({ from, to }) => mean(each.slice(from, to))) }
}

/**
 * The numbers of one face, from what each variant found (undefined: nothing).
 * @throws Error with a sentence if the true eyes are in one place, so that nothing can be divided by them.
 */
export function faceResult(
  photo: string,
  face: number,
  truth: readonly Point[],
  found: Readonly<Record<string, readonly Point[] | undefined>>,
): FaceResult {
  const [ocular, pupil] = [interOcular(truth), interPupil(truth)]
  if (!(ocular > 0 && pupil > 0)) throw new Error('both eyes are marked in one place')
  const errors = Object.entries(found).map(([variant, points]) => [
    variant,
    points && distancesOf(points, truth),
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
    yaw: yawOf(truth),
    errors: Object.fromEntries(errors),
    openings: measureOpenings(truth),
    foundOpenings: Object.fromEntries(openings),
  }
}

/** How a variant draws closed eyes and open mouths, over the faces that it found. */
export function openingScore(results: readonly FaceResult[], variant: string): OpeningScore {
  return scoreOpenings(
    results.flatMap(({ openings: truth, foundOpenings }) => {
      const found = foundOpenings[variant]
      return found ? [{ truth, found }] : []
    }),
  )
}

/** The NME of one face as a share of the normaliser; Infinity if it was not found. */
export function errorOf(result: FaceResult, variant: string, by: Normaliser): number {
  const distances = result.errors[variant]
  return distances ? distances.all / result[by] : Infinity
}

/** The NME of each face, Infinity for those not found. */
export function errorsBy(results: readonly FaceResult[], variant: string, by: Normaliser): number[] {
  return results.map((result) => errorOf(result, variant, by))
}

/** A variant's score, as `npm run evaluate` prints it; AUC and failures by the normaliser chosen, too. */
export interface Summary extends Score {
  readonly auc: number
  readonly failureRate: number
}

/** In percent. */
export function summaryOf(results: readonly FaceResult[], variant: string, by: Normaliser): Summary {
  const errors = errorsBy(results, variant, by)
  return {
    ...scoreOf(errorsBy(results, variant, 'pupil'), errorsBy(results, variant, 'ocular')),
    auc: 100 * auc(errors, LIMIT),
    failureRate: 100 * failureRate(errors, LIMIT),
  }
}

/** Mean error of each feature over the faces found, in percent of the normaliser, in the order of FEATURES. */
export function featureMeans(results: readonly FaceResult[], variant: string, by: Normaliser): number[] {
  return FEATURES.map((_, i) => {
    const errors = results.flatMap((result) => {
      const distances = result.errors[variant]
      return distances ? [distances.features[i] / result[by]] : []
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
export function binScores(results: readonly FaceResult[], variant: string, by: Normaliser): BinScore[] {
  const { bins, width } = SHAPES.balancing
  const errors = Array.from({ length: bins }, (): number[] => [])
  for (const result of results) errors[trainingBin(result.yaw)].push(errorOf(result, variant, by))
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
