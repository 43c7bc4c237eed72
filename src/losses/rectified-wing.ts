import { WING_DEFAULTS, type Loss, type WingSettings } from './losses.ts'

/** Parameters of the Rectified Wing loss, in pixels of the network's input. */
export interface RectifiedWingSettings extends WingSettings {
  /** Residual below which the loss is 0, because annotation noise dominates there. */
  readonly r: number
}

export const RECTIFIED_WING_DEFAULTS: RectifiedWingSettings = { ...WING_DEFAULTS, r: 0.5 }

/**
 * Creates the Rectified Wing loss: 0 if |x| < r, w ln(1 + (|x| - r) / ε) if |x| < w, else |x| - C with
 * C = w - w ln(1 + (w - r) / ε) (Feng et al., Rectified Wing Loss, IJCV 2019, equation 6).
 * @throws RangeError unless 0 <= r < w and ε is positive.
 */
export function createRectifiedWingLoss({
  w,
  epsilon,
  r,
}: RectifiedWingSettings = RECTIFIED_WING_DEFAULTS): Loss {
  if (!(r >= 0 && r < w && epsilon > 0))
    throw new RangeError(`r must lie in [0, w) and ε be positive, not ${r} and ${epsilon}`)
  const c = w - w * Math.log1p((w - r) / epsilon)
  return {
    name: 'rectified-wing',
    value: (x) => {
      const size = Math.abs(x)
      if (size < r) return 0
      return size < w ? w * Math.log1p((size - r) / epsilon) : size - c
    },
    derivative: (x) => {
      const size = Math.abs(x)
      if (size < r) return 0
      return Math.sign(x) * (size < w ? w / (epsilon + size - r) : 1)
    },
  }
}
