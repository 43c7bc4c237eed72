/** The losses compared here, by the names of the variants trained with them; nothing is trained with the last. */
export type LossName = 'l2' | 'l1' | 'smooth-l1' | 'wing' | 'rectified-wing'

/** The two settings of the Wing loss, in pixels of the network's input. */
export interface WingSettings {
  /** Below w the loss is logarithmic, from there on linear. */
  readonly w: number
  /** How sharply the logarithm bends. */
  readonly epsilon: number
}

/** Best cell of the paper's grid (table 2). */
export const WING_DEFAULTS: WingSettings = { w: 10, epsilon: 2 }

/** A loss on the residual x of one coordinate, in pixels of the network's input. */
export interface Loss {
  readonly name: LossName
  readonly value: (x: number) => number
  /**
   * d value / d x. At a kink, that of the piece which `value` takes there, so the side further from 0; at 0
   * itself, where both sides pull alike, 0. The trainer's PyTorch says the same.
   */
  readonly derivative: (x: number) => number
}

/** x² / 2 */
export const L2: Loss = { name: 'l2', value: (x) => (x * x) / 2, derivative: (x) => x }

/** |x| */
export const L1: Loss = { name: 'l1', value: Math.abs, derivative: Math.sign }

/** x² / 2 if |x| < 1, else |x| - 1/2 */
export const SMOOTH_L1: Loss = {
  name: 'smooth-l1',
  value: (x) => (Math.abs(x) < 1 ? (x * x) / 2 : Math.abs(x) - 0.5),
  derivative: (x) => (Math.abs(x) < 1 ? x : Math.sign(x)),
}

/** C = w - w ln(1 + w / ε): what joins the two pieces of the Wing loss (equation 5). */
export function computeWingConstant({ w, epsilon }: WingSettings): number {
  return w - w * Math.log1p(w / epsilon)
}

/**
 * w ln(1 + |x| / ε) if |x| < w, else |x| - C (equation 5). Its derivative is w / (ε + |x|) below w, 1
 * from there on: not continuous at w, and as large as w / ε near 0.
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
 * |x| / |derivative|: the step in x that the gradient of this one residual makes right (section 4). L2
 * wants the same step for all, L1 and Wing larger ones for larger residuals. NaN where there is no gradient:
 * at 0, and below the Rectified Wing loss's r.
 */
export function computeOptimalStep(loss: Loss, x: number): number {
  const slope = Math.abs(loss.derivative(x))
  return slope === 0 ? NaN : Math.abs(x) / slope
}
