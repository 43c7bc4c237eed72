import type { Landmarker } from '../../../landmarker/landmarker.ts'
import type { Point } from '../../../geometry/point.ts'
import { BOX_PERTURBATIONS, findPerturbation, listSweepValues, type Perturbation } from './perturbation.ts'
import type { PerturbationKind } from '../../state/address/choices.ts'
import { computePerturbedNme } from './examine.ts'
import type { PixelPerturber } from './pixel-perturber.ts'
import type { Subject } from './subject.ts'

/** NME at one value of a perturbation, by the inter-ocular distance of the reference. */
export interface SweepPoint {
  readonly value: number
  readonly stage1: 'on' | 'off'
  readonly nme: number
}

/** Measurement of a plot, running or finished. */
export interface Sweep {
  readonly swept: PerturbationKind
  readonly points: readonly SweepPoint[]
  readonly all: number
  /** Estimated seconds left; undefined before the first point. */
  readonly left: number | undefined
  readonly phase: 'measuring' | 'done' | 'stopped'
}

/** Inputs of a measurement. */
export interface SweepInput {
  readonly subject: Subject
  readonly perturbation: Perturbation
  readonly swept: PerturbationKind
  /** Maximum number of stage 1 passes when stage 1 is on. */
  readonly passes: number
  readonly reference: readonly Point[]
}

/**
 * Measures the NME over the range of one perturbation with the others fixed, with and without stage 1. Ends
 * silently when `signal` is aborted.
 */
export async function measureSweep(
  landmarker: Landmarker,
  perturber: PixelPerturber,
  { subject, perturbation, swept, passes, reference }: SweepInput,
  signal: AbortSignal,
  onProgress: (measureSweep: Sweep) => void,
): Promise<void> {
  const values = listSweepValues(findPerturbation(swept))
  const all = 2 * values.length
  const began = performance.now()
  const points: SweepPoint[] = []
  onProgress({ swept, points: [], all, left: undefined, phase: 'measuring' })
  // Perturbing the box does not change the pixels.
  const unchanged = BOX_PERTURBATIONS.some(({ id }) => id === swept)
    ? await perturber.perturb(subject, perturbation)
    : undefined
  for (const value of values) {
    const perturbed = { ...perturbation, [swept]: value }
    const pixels = unchanged ?? (await perturber.perturb(subject, perturbed))
    if (signal.aborted) return
    for (const stage1 of ['on', 'off'] as const) {
      const most = stage1 === 'on' ? passes : 0
      const nme = await computePerturbedNme(landmarker, subject, pixels, perturbed, most, reference)
      if (signal.aborted) return
      points.push({ value, stage1, nme })
    }
    const each = (performance.now() - began) / points.length
    const left = (each * (all - points.length)) / 1000
    const phase = points.length === all ? 'done' : 'measuring'
    onProgress({ swept, points: points.slice(), all, left, phase })
  }
}
