import { LANDMARKS } from '../../../geometry/face.ts'
import type { Point } from '../../../geometry/point.ts'
import { messageOf } from '../../../landmarker/errors.ts'
import { SHIPPED } from '../../../landmarker/models/bundled-variants.ts'
import { applyCorrections, moveLandmarks, type Correction } from '../../../tuning/corrections.ts'
import { findHoldOutStart } from '../../../tuning/training-crops.ts'
import type { Recipe } from '../../../tuning/recipe.ts'
import type { TrainingReport } from '../../../tuning/trainer.ts'
import { listBases } from '../../../tuning/tuned-variant.ts'
import { nameOf } from '../../ui/colours.ts'
import type { Studio } from '../../state/studio.ts'
import { readTuned } from './files.ts'
import { Features } from './job.ts'
import { EVERY, FRAMES, record } from './recorder.ts'
import { baseOf, EMPTY, materialOf, type TuneState, type Work } from './tune-state.ts'
import { tune } from './tune.ts'

const BASES = listBases(SHIPPED)

/** Steps back that are remembered. */
const UNDOS = 100

/** A recording, its corrections and what was trained on it; stays while other views are open. */
export class TuneSession {
  readonly #studio: Studio
  readonly #listeners = new Set<() => void>()
  readonly #features = new Features()
  #state: TuneState = EMPTY
  #past: (readonly Correction[])[] = []
  #controller: AbortController | undefined
  /** What the last training gave, in case this one is not finished. */
  #previous: Pick<TuneState, 'curve' | 'result'> = EMPTY
  #stopRecording: (() => void) | undefined

  constructor(studio: Studio) {
    this.#studio = studio
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly state = (): TuneState => this.#state

  #set(change: Partial<TuneState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }

  /** Shows the camera, in place of a frame. */
  readonly startCamera = (id?: string): void => {
    this.#set({ selected: undefined })
    void this.#studio.startCamera(id)
  }

  /** Records the largest face of the camera until there are enough frames; an earlier recording goes. */
  readonly record = (): void => {
    if (this.#state.work) return
    this.discard()
    const progress = () => {
      const done = this.#state.frames.length
      const left = ((FRAMES - done) * EVERY) / 1000
      this.#set({ work: { kind: 'recording', done, total: FRAMES, left } })
    }
    this.#stopRecording = record(this.#studio, {
      onFrame: (frame) => {
        this.#set({ frames: [...this.#state.frames, frame] })
        progress()
        if (this.#state.frames.length >= FRAMES) this.stopRecording()
      },
      onEnd: (error) => {
        this.stopRecording()
        if (error) this.#set({ alert: `The recording ended: ${messageOf(error)}.` })
      },
    })
    progress()
  }

  /** Ends the recording with what there is, and switches the camera off. */
  readonly stopRecording = (): void => {
    if (!this.#stopRecording) return
    this.#stopRecording()
    this.#stopRecording = undefined
    const count = this.#state.frames.length
    const note = `${count} ${count === 1 ? 'frame' : 'frames'} recorded; the camera is off.`
    this.#set({ work: undefined, selected: count > 0 ? 0 : undefined, note: count > 0 ? note : undefined })
    this.#studio.stopCamera()
  }

  /** Lets go of the recording and of what was not kept. */
  readonly discard = (): void => {
    this.cancel()
    for (const { picture } of this.#state.frames) picture.close()
    this.#past = []
    this.#set(EMPTY)
  }

  readonly select = (selected: number | undefined): void => this.#set({ selected })

  readonly dismiss = (): void => this.#set({ alert: undefined })

  /** A frame's landmarks as corrected. */
  readonly shape = (frame: number): Point[] =>
    applyCorrections(
      this.#state.frames[frame].landmarks,
      this.#state.corrections,
      frame,
      findHoldOutStart(this.#state.frames.length),
    )

  /** Remembers the corrections as they are, for `undo`. */
  readonly mark = (): void => {
    this.#past = [...this.#past, this.#state.corrections].slice(-UNDOS)
  }

  /** Moves landmarks of the selected frame by pixels of it. */
  readonly move = (landmarks: readonly number[], by: Point): void => {
    const { frames, selected, corrections } = this.#state
    if (selected === undefined) return
    const { landmarks: tracked } = frames[selected]
    const heldFrom = findHoldOutStart(frames.length)
    const put = moveLandmarks(corrections, tracked, selected, landmarks, by, heldFrom)
    this.#set({ corrections: put, note: undefined })
  }

  /** The selected frame is right as it is shown: it counts as put right by hand. */
  readonly confirm = (): void => {
    this.mark()
    const all = Array.from({ length: LANDMARKS }, (_, landmark) => landmark)
    this.move(all, [0, 0])
  }

  readonly undo = (): void => {
    const corrections = this.#past.at(-1)
    if (!corrections) return
    this.#past = this.#past.slice(0, -1)
    this.#set({ corrections })
  }

  /** Takes back what was put right on the selected frame. */
  readonly reset = (): void => {
    this.mark()
    const { corrections, selected } = this.#state
    this.#set({ corrections: corrections.filter(({ frame }) => frame !== selected) })
  }

  /** Leaves the selected frame out, or takes it in again. */
  readonly leaveOut = (out: boolean): void => {
    const { selected } = this.#state
    if (selected === undefined) return
    const leftOut = new Set(this.#state.leftOut)
    if (out) leftOut.add(selected)
    else leftOut.delete(selected)
    this.#set({ leftOut })
  }

  /** Trains the base's output layer on the recording. */
  readonly train = async (recipe: Recipe): Promise<void> => {
    if (this.#state.work) return
    const { curve, result } = this.#state
    this.#previous = { curve, result }
    const material = materialOf(this.#state)
    const base = BASES.find(({ name }) => name === baseOf(this.#studio.state()))
    if (!base) return
    const controller = new AbortController()
    const { signal } = controller
    this.#controller = controller
    this.#advancer('looking', material.frames.length)(0)
    this.#set({ curve: [], result: undefined, alert: undefined, note: undefined })
    try {
      const landmarker = await this.#studio.networks()
      if (!landmarker) throw new Error('the networks did not start; reload the page')
      const begin = (kind: Work['kind'], total: number) => this.#advancer(kind, total)
      const onReport = (report: TrainingReport) => this.#set({ curve: [...this.#state.curve, report] })
      const task = { landmarker, base, material, recipe, features: this.#features }
      this.#set({ result: await tune(task, signal, begin, onReport) })
    } catch (error) {
      if (!signal.aborted) this.#set({ ...this.#previous, alert: `The training ended: ${messageOf(error)}.` })
    } finally {
      if (this.#controller === controller) this.#set({ work: undefined })
    }
  }

  /** Ends looking or training; what was recorded and corrected stays. */
  readonly cancel = (): void => {
    if (!this.#controller || this.#controller.signal.aborted || !this.#state.work) return
    this.#controller.abort()
    this.#controller = undefined
    this.#set({ ...this.#previous, work: undefined, note: 'Cancelled; the recording is still there.' })
  }

  /** Keeps the result in this browser. */
  readonly keep = async (): Promise<void> => {
    const { result } = this.#state
    if (!result || result.kept) return
    const kept = await this.#attempt(async () => (await this.#studio.keepTuned(result.draft)).name)
    if (kept && this.#state.result === result) {
      this.#set({ result: { ...result, kept }, note: `Kept in this browser as ${nameOf(kept)}.` })
    }
  }

  /** Keeps a variant from a file. */
  readonly importFile = async (file: File): Promise<void> => {
    const kept = await this.#attempt(async () => {
      const draft = await readTuned(file, BASES)
      return (await this.#studio.keepTuned(draft)).name
    })
    if (kept) this.#set({ note: `${file.name} is here now as ${nameOf(kept)}.` })
  }

  readonly remove = async (name: string): Promise<void> => {
    await this.#attempt(() => this.#studio.removeTuned(name))
    const { result } = this.#state
    if (result?.kept === name) this.#set({ result: { ...result, kept: undefined } })
  }

  async #attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    this.#set({ alert: undefined, note: undefined })
    try {
      return await work()
    } catch (error) {
      this.#set({ alert: messageOf(error) })
      return undefined
    }
  }

  /** Tells how far some work is, and from its pace how long it will take. */
  #advancer(kind: Work['kind'], total: number): (done: number) => void {
    const began = performance.now()
    return (done) => {
      const each = (performance.now() - began) / 1000 / done
      this.#set({ work: { kind, done, total, left: done > 0 ? each * (total - done) : undefined } })
    }
  }
}
