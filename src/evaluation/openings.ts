import { OPENINGS } from '../geometry/face.ts'
import { computeEyeAspectRatios, computeMouthOpening } from '../geometry/openings.ts'
import type { Point } from '../geometry/point.ts'
import { computeCorrelation } from './correlation.ts'
import { mean } from './nme.ts'

/**
 * True aspect ratio below which an eye counts as closed and above which as open (neither in between), and true
 * opening above which a mouth counts as open.
 */
export const { closedEye: CLOSED_EYE, openEye: OPEN_EYE, openMouth: OPEN_MOUTH } = OPENINGS

/** Score of a method on closed eyes and open mouths. Means are NaN if there are no such eyes or mouths. */
export interface OpeningScore {
  readonly closedEyes: number
  /** Mean aspect ratio of the closed eyes, true and predicted. */
  readonly closedTrue: number
  readonly closedPredicted: number
  readonly openEyes: number
  /** Area under the ROC curve: probability that an open eye is predicted wider than a closed one. */
  readonly eyesAuc: number
  /** Correlation of true and predicted aspect ratio over all eyes. */
  readonly eyesCorrelation: number
  readonly openMouths: number
  /** Mean predicted opening of open mouths over the mean true one. */
  readonly mouthsShare: number
  /** Correlation of true and predicted opening over all mouths. */
  readonly mouthsCorrelation: number
}

/** Picks the fields of an opening score from a larger score; undefined if it was saved without them. */
export function pickOpenings(score: Partial<OpeningScore>): OpeningScore | undefined {
  if (!hasOpenings(score)) return undefined
  const { closedEyes, closedTrue, closedPredicted, openEyes, eyesAuc, eyesCorrelation } = score
  const { openMouths, mouthsShare, mouthsCorrelation } = score
  const eyes = { closedEyes, closedTrue, closedPredicted, openEyes, eyesAuc, eyesCorrelation }
  return { ...eyes, openMouths, mouthsShare, mouthsCorrelation }
}

const hasOpenings = (score: Partial<OpeningScore>): score is OpeningScore =>
  score.closedEyes !== undefined && score.mouthsCorrelation !== undefined

/** Computes the area under the ROC curve of two lists of values; ties count half. NaN if a list is empty. */
export function computeRocAuc(positive: readonly number[], negative: readonly number[]): number {
  const sorted = negative.toSorted((p, q) => p - q)
  const below = (value: number, strictly: boolean) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]! < value || (!strictly && sorted[middle] === value)) low = middle + 1
      else high = middle
    }
    return low
  }
  const wins = positive.reduce((sum, value) => sum + (below(value, true) + below(value, false)) / 2, 0)
  return wins / (positive.length * negative.length)
}

/** Openings of a face: aspect ratio of each eye, and of the mouth. */
export interface FaceOpenings {
  readonly eyes: readonly [left: number, right: number]
  readonly mouth: number
}

/** Measures the openings of a face of 68 landmarks. */
export function measureOpenings(face: readonly Point[]): FaceOpenings {
  return { eyes: computeEyeAspectRatios(face), mouth: computeMouthOpening(face) }
}

/** Scores closed eyes and open mouths of faces, from their true and predicted openings. */
export function scoreOpenings(
  faces: readonly { readonly truth: FaceOpenings; readonly found: FaceOpenings }[],
): OpeningScore {
  const eyes = faces.flatMap(({ truth, found }) =>
    truth.eyes.map((value, i) => ({ truth: value, predicted: found.eyes[i]! })),
  )
  const mouths = faces.map(({ truth, found }) => ({ truth: truth.mouth, predicted: found.mouth }))
  const closed = eyes.filter(({ truth }) => truth < CLOSED_EYE)
  const open = eyes.filter(({ truth }) => truth > OPEN_EYE)
  const wide = mouths.filter(({ truth }) => truth > OPEN_MOUTH)
  const truths = (list: typeof eyes) => list.map(({ truth }) => truth)
  const predictions = (list: typeof eyes) => list.map(({ predicted }) => predicted)
  return {
    closedEyes: closed.length,
    closedTrue: mean(truths(closed)),
    closedPredicted: mean(predictions(closed)),
    openEyes: open.length,
    eyesAuc: computeRocAuc(predictions(open), predictions(closed)),
    eyesCorrelation: computeCorrelation(truths(eyes), predictions(eyes)),
    openMouths: wide.length,
    mouthsShare: mean(predictions(wide)) / mean(truths(wide)),
    mouthsCorrelation: computeCorrelation(truths(mouths), predictions(mouths)),
  }
}
