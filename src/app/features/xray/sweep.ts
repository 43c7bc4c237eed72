import type { Landmarker } from '../../../landmarker/landmarker.ts'
import type { Point } from '../../../geometry/point.ts'
import { BOX_KNOBS, knobOf, samplesOf, type Damage, type KnobId } from './perturbation.ts'
import { spoiltNme } from './examine.ts'
import type { Spoiler } from './pixel-perturber.ts'
import type { Subject } from './subject.ts'

/** NME at one value of a knob, in inter-ocular distances of the whole input's landmarks. */
export interface SweepPoint {
  readonly value: number
  readonly stage1: 'on' | 'off'
  readonly nme: number
}

/** A plot that is being measured, or has been. */
export interface Sweep {
  readonly knob: KnobId
  readonly points: readonly SweepPoint[]
  readonly all: number
  /** Seconds left, about; undefined before the first point. */
  readonly left: number | undefined
  readonly phase: 'measuring' | 'done' | 'stopped'
}

/** What it is measured on. */
export interface SweepInput {
  readonly subject: Subject
  readonly damage: Damage
  readonly knob: KnobId
  /** Of stage 1 where it is on. */
  readonly looks: number
  readonly reference: readonly Point[]
}

/**
 * NME over the range of one knob, the others left as they are, with stage 1 and without. Ends early, and
 * says nothing more, when `signal` is aborted.
 */
export async function sweep(
  landmarker: Landmarker,
  spoiler: Spoiler,
  { subject, damage, knob, looks, reference }: SweepInput,
  signal: AbortSignal,
  onProgress: (sweep: Sweep) => void,
): Promise<void> {
  const values = samplesOf(knobOf(knob))
  const all = 2 * values.length
  const began = performance.now()
  const points: SweepPoint[] = []
  onProgress({ knob, points: [], all, left: undefined, phase: 'measuring' })
  // The pixels stay the same where the box alone is moved.
  const same = BOX_KNOBS.some(({ id }) => id === knob) ? await spoiler.spoil(subject, damage) : undefined
  for (const value of values) {
    const spoilt = { ...damage, [knob]: value }
    const pixels = same ?? (await spoiler.spoil(subject, spoilt))
    if (signal.aborted) return
    for (const stage1 of ['on', 'off'] as const) {
      const most = stage1 === 'on' ? looks : 0
      const nme = await spoiltNme(landmarker, subject, pixels, spoilt, most, reference)
      if (signal.aborted) return
      points.push({ value, stage1, nme })
    }
    const each = (performance.now() - began) / points.length
    const left = (each * (all - points.length)) / 1000
    const phase = points.length === all ? 'done' : 'measuring'
    onProgress({ knob, points: points.slice(), all, left, phase })
  }
}
