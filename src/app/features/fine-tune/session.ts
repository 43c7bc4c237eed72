import { createStore } from 'zustand'
import { LANDMARK_COUNT } from '../../../geometry/face.ts'
import type { Point } from '../../../geometry/point.ts'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import { applyCorrections, moveLandmarks, type Correction } from '../../../tuning/corrections.ts'
import { findHoldOutStart } from '../../../tuning/training-crops.ts'
import type { Recipe } from '../../../tuning/recipe.ts'
import type { TrainingReport } from '../../../tuning/trainer.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { mediaSources } from '../../media/media-sources.ts'
import { removeTuned } from '../../state/choose.ts'
import { networks } from '../../state/networks.ts'
import { appStore } from '../../state/store.ts'
import { TUNING_BASES } from '../../storage/tuning-bases.ts'
import { readTuned } from './files.ts'
import { FeatureCache } from './job.ts'
import { FRAME_INTERVAL_MS, RECORDED_FRAMES, record } from './recorder.ts'
import {
  selectBase,
  EMPTY_TUNE_STATE,
  collectMaterial,
  type TuneState,
  type RunningTask,
} from './tune-state.ts'
import { runTuning } from './run-tuning.ts'
import { TEXT } from '../../ui/text.ts'

/** Number of corrections that can be undone. */
const MAX_UNDO_STEPS = 100

/** Holds a recording, its corrections and the training result, while other views are open too. */
export class TuneSession {
  readonly store = createStore<TuneState>()(() => EMPTY_TUNE_STATE)
  readonly #featureCache = new FeatureCache()
  #past: (readonly Correction[])[] = []
  #controller: AbortController | undefined
  /** Last training result, restored if the next training is cancelled. */
  #previous: Pick<TuneState, 'curve' | 'result'> = EMPTY_TUNE_STATE
  #stopRecording: (() => void) | undefined

  get #state(): TuneState {
    return this.store.getState()
  }

  #set(change: Partial<TuneState>): void {
    this.store.setState(change)
  }

  /** Starts the camera and shows it in place of a frame. */
  readonly startCamera = (id?: string): void => {
    this.#set({ selected: undefined })
    void mediaSources.startCamera(id)
  }

  /** Records the largest face of the camera until there are enough frames. Discards an earlier recording. */
  readonly record = (): void => {
    if (this.#state.task) return
    this.discard()
    const progress = () => {
      const done = this.#state.frames.length
      const left = ((RECORDED_FRAMES - done) * FRAME_INTERVAL_MS) / 1000
      this.#set({ task: { kind: 'recording', done, total: RECORDED_FRAMES, left } })
    }
    this.#stopRecording = record({
      onFrame: (frame) => {
        this.#set({ frames: [...this.#state.frames, frame] })
        progress()
        if (this.#state.frames.length >= RECORDED_FRAMES) this.stopRecording()
      },
      onEnd: (error) => {
        this.stopRecording()
        if (error) this.#set({ alert: TEXT.fineTune.record.failed(getErrorMessage(error)) })
      },
    })
    progress()
  }

  /** Ends the recording early, and switches the camera off. */
  readonly stopRecording = (): void => {
    if (!this.#stopRecording) return
    this.#stopRecording()
    this.#stopRecording = undefined
    const count = this.#state.frames.length
    const note = TEXT.fineTune.record.done(count)
    this.#set({ task: undefined, selected: count > 0 ? 0 : undefined, note: count > 0 ? note : undefined })
    mediaSources.stopCamera()
  }

  /** Discards the recording and any unsaved result. */
  readonly discard = (): void => {
    this.cancel()
    for (const { picture } of this.#state.frames) picture.close()
    this.#past = []
    this.#set(EMPTY_TUNE_STATE)
  }

  readonly select = (selected: number | undefined): void => this.#set({ selected })

  readonly dismiss = (): void => this.#set({ alert: undefined })

  /** Corrected landmarks of a frame. */
  readonly shape = (frame: number): Point[] =>
    applyCorrections(
      this.#state.frames[frame]!.landmarks,
      this.#state.corrections,
      frame,
      findHoldOutStart(this.#state.frames.length),
    )

  /** Remembers the current corrections for `undo`. */
  readonly checkpoint = (): void => {
    this.#past = [...this.#past, this.#state.corrections].slice(-MAX_UNDO_STEPS)
  }

  /** Moves landmarks of the selected frame by a vector in its pixels. */
  readonly move = (landmarks: readonly number[], by: Point): void => {
    const { frames, selected, corrections } = this.#state
    if (selected === undefined) return
    const { landmarks: tracked } = frames[selected]!
    const heldFrom = findHoldOutStart(frames.length)
    const put = moveLandmarks(corrections, tracked, selected, landmarks, by, heldFrom)
    this.#set({ corrections: put, note: undefined })
  }

  /** Confirms the landmarks of the selected frame: they count as corrected by hand. */
  readonly confirm = (): void => {
    this.checkpoint()
    const all = Array.from({ length: LANDMARK_COUNT }, (_, landmark) => landmark)
    this.move(all, [0, 0])
  }

  readonly undo = (): void => {
    const corrections = this.#past.at(-1)
    if (!corrections) return
    this.#past = this.#past.slice(0, -1)
    this.#set({ corrections })
  }

  /** Removes the corrections of the selected frame. */
  readonly reset = (): void => {
    this.checkpoint()
    const { corrections, selected } = this.#state
    this.#set({ corrections: corrections.filter(({ frame }) => frame !== selected) })
  }

  /** Excludes the selected frame, or includes it again. */
  readonly exclude = (out: boolean): void => {
    const { selected } = this.#state
    if (selected === undefined) return
    const excluded = new Set(this.#state.excluded)
    if (out) excluded.add(selected)
    else excluded.delete(selected)
    this.#set({ excluded })
  }

  /** Trains the base variant's output layer on the recording. */
  readonly train = async (recipe: Recipe): Promise<void> => {
    if (this.#state.task) return
    const { curve, result } = this.#state
    this.#previous = { curve, result }
    const material = collectMaterial(this.#state)
    const base = TUNING_BASES.find(({ name }) => name === selectBase(appStore.getState()))
    if (!base) return
    const controller = new AbortController()
    const { signal } = controller
    this.#controller = controller
    this.#createProgress('extracting', material.frames.length)(0)
    this.#set({ curve: [], result: undefined, alert: undefined, note: undefined })
    try {
      const landmarker = await networks.whenFree()
      if (!landmarker) throw new Error(TEXT.fineTune.train.networksFailed)
      const begin = (kind: RunningTask['kind'], total: number) => this.#createProgress(kind, total)
      const onReport = (report: TrainingReport) => this.#set({ curve: [...this.#state.curve, report] })
      const task = { landmarker, base, material, recipe, featureCache: this.#featureCache }
      this.#set({ result: await runTuning(task, signal, begin, onReport) })
    } catch (error) {
      if (!signal.aborted)
        this.#set({ ...this.#previous, alert: TEXT.fineTune.train.failed(getErrorMessage(error)) })
    } finally {
      if (this.#controller === controller) this.#set({ task: undefined })
    }
  }

  /** Cancels the training; the recording and its corrections remain. */
  readonly cancel = (): void => {
    if (!this.#controller || this.#controller.signal.aborted || !this.#state.task) return
    this.#controller.abort()
    this.#controller = undefined
    this.#set({ ...this.#previous, task: undefined, note: TEXT.fineTune.train.cancelled })
  }

  /** Saves the result in this browser. */
  readonly save = async (): Promise<void> => {
    const { result } = this.#state
    if (!result || result.savedAs) return
    const savedAs = await this.#attempt(async () => (await networks.saveTuned(result.draft)).name)
    if (savedAs && this.#state.result === result) {
      this.#set({
        result: { ...result, savedAs },
        note: TEXT.fineTune.save.saved(formatVariantName(savedAs)),
      })
    }
  }

  /** Imports a variant from a file and saves it in this browser. */
  readonly importFile = async (file: File): Promise<void> => {
    const savedAs = await this.#attempt(async () => {
      const draft = await readTuned(file, TUNING_BASES)
      return (await networks.saveTuned(draft)).name
    })
    if (savedAs) this.#set({ note: TEXT.fineTune.save.imported(file.name, formatVariantName(savedAs)) })
  }

  readonly remove = async (name: string): Promise<void> => {
    await this.#attempt(() => removeTuned(name))
    const { result } = this.#state
    if (result?.savedAs === name) this.#set({ result: { ...result, savedAs: undefined } })
  }

  async #attempt<T>(task: () => Promise<T>): Promise<T | undefined> {
    this.#set({ alert: undefined, note: undefined })
    try {
      return await task()
    } catch (error) {
      this.#set({ alert: getErrorMessage(error) })
      return undefined
    }
  }

  /** Creates a progress callback that estimates the remaining time. */
  #createProgress(kind: RunningTask['kind'], total: number): (done: number) => void {
    const began = performance.now()
    return (done) => {
      const each = (performance.now() - began) / 1000 / done
      this.#set({ task: { kind, done, total, left: done > 0 ? each * (total - done) : undefined } })
    }
  }
}
