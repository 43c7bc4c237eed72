import type { Landmarker } from '../../../landmarker/landmarker.ts'
import type { Point } from '../../../geometry/point.ts'
import {
  BOX_PERTURBATIONS,
  findPerturbation,
  listSweepValues,
  type Perturbation,
  type PerturbationKind,
} from './perturbation.ts'
import { computePerturbedNme } from './examine.ts'
import type { PixelPerturber } from './pixel-perturber.ts'
import type { Subject } from './subject.ts'

/** NME at one value of a knob, in inter-ocular distances of the whole input's landmarks. */
export interface SweepPoint {
  readonly value: number
  readonly stage1: 'on' | 'off'
  readonly nme: number
}

/** A plot that is being measured, or has been. */
export interface Sweep {
  readonly swept: PerturbationKind
  readonly points: readonly SweepPoint[]
  readonly all: number
  /** Seconds left, about; undefined before the first point. */
  readonly left: number | undefined
  readonly phase: 'measuring' | 'done' | 'stopped'
}

/** What it is measured on. */
export interface SweepInput {
  readonly subject: Subject
  readonly perturbation: Perturbation
  readonly swept: PerturbationKind
  /** Of stage 1 where it is on. */
  readonly passes: number
  readonly reference: readonly Point[]
}

/**
 * NME over the range of one knob, the others left as they are, with stage 1 and without. Ends early, and
 * says nothing more, when `signal` is aborted.
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
  // The pixels stay the same where the box alone is moved.
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
