import type { Landmarker } from '../../../landmarker/landmarker.ts'
import type { Spoiler } from './pixel-perturber.ts'
import { sweep, type Sweep, type SweepInput } from './sweep.ts'

/** Milliseconds without a change before the plot is measured: a knob on its way asks for nothing. */
const QUIET = 400

/** What a plot shows: it is measured anew only when this changes. */
export interface Wanted extends SweepInput {
  /** Of the networks. */
  readonly variant: string | undefined
}

/** Where the plot's own knob stands does not matter; the reference follows from the rest. */
function isSame(p: Wanted, q: Wanted): boolean {
  const of = ({ damage, knob, looks, variant }: Wanted) =>
    JSON.stringify([{ ...damage, [knob]: undefined }, knob, looks, variant])
  return p.subject === q.subject && of(p) === of(q)
}

/** Measures the plot in the background, one at a time. */
export class Plotter {
  readonly #spoiler: Spoiler
  readonly #onChange: (sweep: Sweep | undefined) => void
  readonly #onError: (error: unknown) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #wanted: Wanted | undefined
  #abort = new AbortController()
  #sweep: Sweep | undefined

  constructor(
    spoiler: Spoiler,
    onChange: (sweep: Sweep | undefined) => void,
    onError: (error: unknown) => void,
  ) {
    this.#spoiler = spoiler
    this.#onChange = onChange
    this.#onError = onError
  }

  /** Measures this when all is quiet, but not again what is measured, stopped or under way; another plot goes. */
  want(landmarker: Landmarker, wanted: Wanted): void {
    if (this.#wanted && isSame(this.#wanted, wanted)) return
    this.clear()
    this.#wanted = wanted
    this.#timer = setTimeout(() => void this.#measure(landmarker, wanted), QUIET)
  }

  /** Ends the measurement; what it has so far stays. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#abort.abort()
    if (this.#sweep?.phase === 'measuring') this.#set({ ...this.#sweep, phase: 'stopped' })
  }

  /** Ends the measurement, and forgets the plot. */
  clear(): void {
    clearTimeout(this.#timer)
    this.#abort.abort()
    this.#wanted = undefined
    if (this.#sweep) this.#set(undefined)
  }

  #set(so: Sweep | undefined): void {
    this.#sweep = so
    this.#onChange(so)
  }

  async #measure(landmarker: Landmarker, wanted: Wanted): Promise<void> {
    const abort = new AbortController()
    this.#abort = abort
    try {
      await sweep(landmarker, this.#spoiler, wanted, abort.signal, (so) => this.#set(so))
    } catch (error) {
      if (!abort.signal.aborted) this.#onError(error)
    }
  }
}
