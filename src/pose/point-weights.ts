import { LANDMARK_COUNT } from '../geometry/face.ts'
import { toAngles, type Rotation } from './rotation.ts'

/** Number of landmarks on the jaw's contour, from ear to ear. */
const JAW_LANDMARK_COUNT = 17

/** Yaw up to which the far side of the jaw keeps its weight, and from which on its weight is 0. */
const FAR_JAW_FADE_DEG = [5, 30] as const

/** First landmark of each group and the weight of its points: how rigid they are. */
const WEIGHT_GROUPS: readonly (readonly [first: number, weight: number])[] = [
  [0, 0.4], // jaw: contour points are not fixed points of the skin
  [6, 0.2], // chin: moves with the mouth
  [11, 0.4],
  [17, 0.5], // brows
  [27, 1], // nose
  [36, 1], // eyes: corners and lids
  [48, 0.5], // outer lips
  [55, 0.2], // lower lip
  [60, 0.25], // inner lips
]

/** Weight of each landmark of a frontal face. */
const FRONTAL_WEIGHTS = Array.from(
  { length: LANDMARK_COUNT },
  (_, i) => WEIGHT_GROUPS.findLast(([first]) => first <= i)?.[1] ?? 0,
)

/**
 * Computes each landmark's weight in the fit. On the far side of a turned head the jaw landmarks follow the visible
 * edge of the cheek and not fixed points of the mean face, so their weight fades as the head turns.
 */
export function computePointWeights(rotation: Rotation): number[] {
  const { yaw } = toAngles(rotation)
  const [from, to] = FAR_JAW_FADE_DEG
  const far = 1 - Math.min(1, Math.max(0, (Math.abs(yaw) - from) / (to - from)))
  const middle = (JAW_LANDMARK_COUNT - 1) / 2
  return FRONTAL_WEIGHTS.map((weight, i) => {
    // A head that looks to the right of the picture hides the jaw there: points 9 to 16.
    const turnedAway = i < JAW_LANDMARK_COUNT && Math.sign(i - middle) === Math.sign(yaw)
    return turnedAway ? weight * far : weight
  })
}
