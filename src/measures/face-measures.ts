import { computeInterOcular } from '../evaluation/nme.ts'
import { LANDMARK_COUNT, OPENINGS } from '../geometry/face.ts'
import { computeEyeAspectRatios, computeMouthOpening } from '../geometry/openings.ts'
import type { Point } from '../geometry/point.ts'

/** First landmark of each brow and the one after its last, the brow on the left of the picture first. */
const BROWS = [
  [17, 22],
  [22, 27],
] as const

/** A measure of each side of the face; left and right are those of the picture of an upright face. */
export interface Sides {
  readonly left: number
  readonly right: number
}

/** Measures of one face. All but the distance are shares, the same at every size and roll. */
export interface FaceMeasures {
  /**
   * (|p2 - p6| + |p3 - p5|) / (2 |p1 - p4|) of an eye's six landmarks: Soukupová and Čech 2016, "Real-time eye
   * blink detection using facial landmarks". About 0.3 in an open eye, below 0.1 in a closed one.
   */
  readonly eyeAspectRatio: Sides
  /** Mean distance of the inner lips' three pairs over that of the inner corners; 0 in a shut mouth. */
  readonly mouthAspectRatio: number
  /**
   * Mean distance of a brow's five points above the line through its eye's corners, over the inter-ocular
   * distance. 0.23 in the mean face of 300W, more when a brow is raised; a head that turns aside has more, one that tips
   * up or down less, so compare it in like poses.
   */
  readonly browRaise: Sides
  /** Distance of the eyes' outer corners (36, 45) in pixels. */
  readonly interOcularDistance: number
}

/**
 * Computes how high each brow is above its eye, the one on the left of the picture first, as a share of the
 * inter-ocular distance: sum over the brow's points p of ((p - a) x u) / 5, u the unit vector from the eye's
 * corner a on the left to the other one. Not of a published formula; FACS calls the raise AU 1 and AU 2.
 */
export function computeBrowRaises(landmarks: readonly Point[]): [left: number, right: number] {
  const scale = computeInterOcular(landmarks)
  const raise = (side: 0 | 1) => {
    const [left, right] = OPENINGS.eyeCorners[side]
    const [a, b] = [landmarks[left]!, landmarks[right]!]
    const [ux, uy] = [b[0] - a[0], b[1] - a[1]]
    const brow = landmarks.slice(...BROWS[side])
    const sum = brow.reduce((total, [x, y]) => total + (x - a[0]) * uy - (y - a[1]) * ux, 0)
    return sum / brow.length / Math.hypot(ux, uy) / scale
  }
  return [raise(0), raise(1)]
}

/**
 * Measures a face by its 68 landmarks in ibug's order, in pixels. Undefined if a measure has no value: landmarks
 * that are not finite, or the corners of an eye or of the mouth in one place.
 * @throws RangeError if there are not 68 landmarks.
 */
export function measureFace(landmarks: readonly Point[]): FaceMeasures | undefined {
  if (landmarks.length !== LANDMARK_COUNT) {
    throw new RangeError(`${landmarks.length} landmarks instead of ${LANDMARK_COUNT}`)
  }
  const eyes = computeEyeAspectRatios(landmarks)
  const mouthAspectRatio = computeMouthOpening(landmarks)
  const brows = computeBrowRaises(landmarks)
  const interOcularDistance = computeInterOcular(landmarks)
  const values = [...eyes, mouthAspectRatio, ...brows, interOcularDistance]
  if (!values.every(Number.isFinite)) return undefined
  return {
    eyeAspectRatio: { left: eyes[0], right: eyes[1] },
    mouthAspectRatio,
    browRaise: { left: brows[0], right: brows[1] },
    interOcularDistance,
  }
}
