import type { Point } from '../../../geometry/point.ts'
import { VARIANTS } from '../../../landmarker/models/bundled-variants.ts'
import type { Correction } from '../../../tuning/corrections.ts'
import type { TrainingReport } from '../../../tuning/trainer.ts'
import type { TunedDraft } from '../../../tuning/tuned-variant.ts'
import { variantOf, type StudioState } from '../../state/state.ts'
import { findHoldOutStart } from '../../../tuning/training-crops.ts'
import type { Material } from './job.ts'
import type { RecordedFrame } from './recorder.ts'

/** With fewer there are not two frames held out. */
export const FEWEST = 10

/** What goes on, and how far it is. */
export interface Work {
  readonly kind: 'recording' | 'looking' | 'training'
  readonly done: number
  readonly total: number
  /** Seconds left, once that can be told. */
  readonly left: number | undefined
}

export interface TuneResult {
  readonly draft: TunedDraft
  /** What the network said of each frame as it was, and says now; in pixels of the frames. */
  readonly before: ReadonlyMap<number, readonly Point[]>
  readonly after: ReadonlyMap<number, readonly Point[]>
  /** Its name, once it has been kept. */
  readonly kept: string | undefined
}

export interface TuneState {
  readonly work: Work | undefined
  readonly frames: readonly RecordedFrame[]
  readonly corrections: readonly Correction[]
  /** Frames that neither train nor measure: blinks, hands, wrong tracks. */
  readonly leftOut: ReadonlySet<number>
  /** The frame on the screen instead of the camera. */
  readonly selected: number | undefined
  readonly curve: readonly TrainingReport[]
  readonly result: TuneResult | undefined
  /** What was done last, and what went wrong last. */
  readonly note: string | undefined
  readonly alert: string | undefined
}

export const EMPTY: TuneState = {
  work: undefined,
  frames: [],
  corrections: [],
  leftOut: new Set(),
  selected: undefined,
  curve: [],
  result: undefined,
  note: undefined,
  alert: undefined,
}

/** The shipped variant that is trained further: the one shown, or what it was made of. */
export function baseOf({ options, tuned }: StudioState): string {
  const shown = variantOf(options)
  if (VARIANTS.includes(shown)) return shown
  return tuned.find(({ name }) => name === shown)?.base ?? VARIANTS[0]
}

/** The frames that train or measure, and what was put right. */
export function materialOf({ frames, leftOut, corrections }: TuneState): Material {
  const heldFrom = findHoldOutStart(frames.length)
  const numbered = frames.map((frame, index) => ({ frame, index, heldOut: index >= heldFrom }))
  return { frames: numbered.filter(({ index }) => !leftOut.has(index)), corrections, heldFrom }
}
