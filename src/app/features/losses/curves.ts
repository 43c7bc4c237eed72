import { L1, L2, computeOptimalStep, SMOOTH_L1, createWingLoss, type Loss } from '../../../losses/losses.ts'
import { createRectifiedWingLoss, type RectifiedWingSettings } from '../../../losses/rectified-wing.ts'
import { DRAWN_LOSSES } from '../../state/address/choices.ts'
import { MAX_RESIDUAL_PX } from '../../state/address/displacement.ts'

export const ASPECTS = ['value', 'derivative', 'step'] as const
export type Aspect = (typeof ASPECTS)[number]

/** Creates all losses of the view; both Wing losses share `w` and `epsilon`. */
export function createLosses({ w, epsilon, r }: RectifiedWingSettings): readonly Loss[] {
  const losses: Readonly<Record<(typeof DRAWN_LOSSES)[number], Loss>> = {
    l2: L2,
    l1: L1,
    'smooth-l1': SMOOTH_L1,
    wing: createWingLoss({ w, epsilon }),
    'rectified-wing': createRectifiedWingLoss({ w, epsilon, r: Math.min(r, 0.99 * w) }),
  }
  return DRAWN_LOSSES.map((name) => losses[name])
}

/** Point of a curve; `y` is NaN where the curve is interrupted. */
export interface CurvePoint {
  readonly loss: string
  readonly x: number
  readonly y: number
}

const STEP = 0.05

/**
 * Samples a loss, its derivative or its optimal step for residuals from 0 to MAX_RESIDUAL_PX, with gaps at
 * jumps.
 */
export function sampleCurve(loss: Loss, aspect: Aspect, jumps: readonly number[]): CurvePoint[] {
  const of = {
    value: loss.value,
    derivative: loss.derivative,
    step: (x: number) => computeOptimalStep(loss, x),
  }[aspect]
  const samples: CurvePoint[] = []
  // Not at 0, where the Wing loss's derivative jumps and L2's optimal step is undefined.
  for (let x = STEP / 50; x <= MAX_RESIDUAL_PX; x += STEP) {
    const jump = jumps.find((at) => x - STEP < at && at <= x)
    if (jump !== undefined && aspect !== 'value') samples.push({ loss: loss.name, x: jump, y: NaN })
    const y = of(x)
    samples.push({ loss: loss.name, x, y: Number.isFinite(y) ? y : NaN })
  }
  return samples
}
