/** Losses, by the names of the variants trained with them; no variant is trained with 'rectified-wing'. */
export type LossName = 'l2' | 'l1' | 'smooth-l1' | 'wing' | 'rectified-wing'

/** Parameters of the Wing loss, in pixels of the network's input. */
export interface WingSettings {
  /** Residual at which the loss changes from logarithmic to linear. */
  readonly w: number
  /** Curvature of the logarithmic part: smaller values give larger gradients near 0. */
  readonly epsilon: number
}

/** Parameters with the lowest error in the paper's grid search (table 2). */
export const WING_DEFAULTS: WingSettings = { w: 10, epsilon: 2 }

/** Loss on the residual x of one coordinate, in pixels of the network's input. */
export interface Loss {
  readonly name: LossName
  readonly value: (x: number) => number
  /**
   * d value / d x. At a kink, the derivative of the piece that `value` uses there, which is the one further
   * from 0; 0 at x = 0. PyTorch, which trains the networks, does the same.
   */
  readonly derivative: (x: number) => number
}

/** L2 loss: x² / 2 */
export const L2: Loss = { name: 'l2', value: (x) => (x * x) / 2, derivative: (x) => x }

/** L1 loss: |x| */
export const L1: Loss = { name: 'l1', value: Math.abs, derivative: Math.sign }

/** Smooth L1 loss: x² / 2 if |x| < 1, else |x| - 1/2 */
export const SMOOTH_L1: Loss = {
  name: 'smooth-l1',
  value: (x) => (Math.abs(x) < 1 ? (x * x) / 2 : Math.abs(x) - 0.5),
  derivative: (x) => (Math.abs(x) < 1 ? x : Math.sign(x)),
}

/** Computes C = w - w ln(1 + w / ε), which makes the Wing loss continuous at w (equation 5). */
export function computeWingConstant({ w, epsilon }: WingSettings): number {
  return w - w * Math.log1p(w / epsilon)
}

/**
 * Creates the Wing loss: w ln(1 + |x| / ε) if |x| < w, else |x| - C (equation 5). The size of its derivative is
 * w / (ε + |x|) below w and 1 from w on: discontinuous at w, and up to w / ε near 0.
 * @throws RangeError unless w and ε are positive.
 */
export function createWingLoss({ w, epsilon }: WingSettings = WING_DEFAULTS): Loss {
  if (!(w > 0 && epsilon > 0)) throw new RangeError(`w and ε must be positive, not ${w} and ${epsilon}`)
  const c = computeWingConstant({ w, epsilon })
  return {
    name: 'wing',
    value: (x) => (Math.abs(x) < w ? w * Math.log1p(Math.abs(x) / epsilon) : Math.abs(x) - c),
    derivative: (x) => Math.sign(x) * (Math.abs(x) < w ? w / (epsilon + Math.abs(x)) : 1),
  }
}

/**
 * Computes |x| / |derivative|, the learning rate at which one gradient step reduces this residual to 0 (section 4).
 * It is constant for L2 and grows with the residual for L1 and Wing. NaN where the gradient is 0: at x = 0, and
 * below r of the Rectified Wing loss.
 */
export function computeOptimalStep(loss: Loss, x: number): number {
  const slope = Math.abs(loss.derivative(x))
  return slope === 0 ? NaN : Math.abs(x) / slope
}
