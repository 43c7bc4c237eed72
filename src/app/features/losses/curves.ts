import { L1, L2, computeOptimalStep, SMOOTH_L1, createWingLoss, type Loss } from '../../../losses/losses.ts'
import { createRectifiedWingLoss } from '../../../losses/rectified-wing.ts'
import { MAX_RESIDUAL_PX } from '../../state/address/displacement.ts'

/** Parameters of both Wing losses, in pixels. */
export interface WingSettings {
  readonly w: number
  readonly epsilon: number
  readonly r: number
}

export const ASPECTS = ['value', 'derivative', 'step'] as const
export type Aspect = (typeof ASPECTS)[number]

export function createLosses({ w, epsilon, r }: WingSettings): readonly Loss[] {
  return [
    L2,
    L1,
    SMOOTH_L1,
    createWingLoss({ w, epsilon }),
    createRectifiedWingLoss({ w, epsilon, r: Math.min(r, 0.99 * w) }),
  ]
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
