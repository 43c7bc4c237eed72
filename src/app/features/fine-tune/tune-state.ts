import type { Point } from '../../../geometry/point.ts'
import { VARIANTS } from '../../../landmarker/models/bundled-variants.ts'
import type { Correction } from '../../../tuning/corrections.ts'
import type { TrainingReport } from '../../../tuning/trainer.ts'
import type { TunedDraft } from '../../../tuning/tuned-variant.ts'
import { selectVariant, type AppState } from '../../state/state.ts'
import { findHoldOutStart } from '../../../tuning/training-crops.ts'
import type { TrainingMaterial } from './job.ts'
import type { RecordedFrame } from './recorder.ts'

/** Minimum number of frames, so that at least two are held out. */
export const MIN_FRAMES = 10

/** Running task and its progress. */
export interface RunningTask {
  readonly kind: 'recording' | 'extracting' | 'training'
  readonly done: number
  readonly total: number
  /** Estimated seconds left; undefined at first. */
  readonly left: number | undefined
}

export interface TuneResult {
  readonly draft: TunedDraft
  /** Predicted landmarks of each frame before and after the training, in pixels of the frames. */
  readonly before: ReadonlyMap<number, readonly Point[]>
  readonly after: ReadonlyMap<number, readonly Point[]>
  /** Name of the saved variant; undefined until it is saved. */
  readonly savedAs: string | undefined
}

export interface TuneState {
  readonly task: RunningTask | undefined
  readonly frames: readonly RecordedFrame[]
  readonly corrections: readonly Correction[]
  /** Frames excluded from training and validation: blinks, hands, tracking errors. */
  readonly excluded: ReadonlySet<number>
  /** Frame shown in place of the camera. */
  readonly selected: number | undefined
  readonly curve: readonly TrainingReport[]
  readonly result: TuneResult | undefined
  /** Last status message, and last error. */
  readonly note: string | undefined
  readonly alert: string | undefined
}

export const EMPTY_TUNE_STATE: TuneState = {
  task: undefined,
  frames: [],
  corrections: [],
  excluded: new Set(),
  selected: undefined,
  curve: [],
  result: undefined,
  note: undefined,
  alert: undefined,
}

/** Selects the bundled variant to train: the selected one, or the base of a tuned one. */
export function selectBase({ options, tuned }: AppState): string {
  const shown = selectVariant(options)
  if (VARIANTS.includes(shown)) return shown
  return tuned.find(({ name }) => name === shown)?.base ?? VARIANTS[0]!
}

/** Collects the frames in use and their corrections. */
export function collectMaterial({ frames, excluded, corrections }: TuneState): TrainingMaterial {
  const heldFrom = findHoldOutStart(frames.length)
  const numbered = frames.map((frame, index) => ({ frame, index, heldOut: index >= heldFrom }))
  return { frames: numbered.filter(({ index }) => !excluded.has(index)), corrections, heldFrom }
}
