import type { Landmarker } from '../../../landmarker/landmarker.ts'
import type { PixelPerturber } from './pixel-perturber.ts'
import { measureSweep, type Sweep, type SweepInput } from './sweep.ts'

/** Milliseconds without a change before the plot is measured: a knob on its way asks for nothing. */
const SETTLE_MS = 400

/** What a plot shows: it is measured anew only when this changes. */
export interface SweepRequest extends SweepInput {
  /** Of the networks. */
  readonly variant: string | undefined
}

/** Where the plot's own knob stands does not matter; the reference follows from the rest. */
function isSame(p: SweepRequest, q: SweepRequest): boolean {
  const of = ({ perturbation, swept, passes, variant }: SweepRequest) =>
    JSON.stringify([{ ...perturbation, [swept]: undefined }, swept, passes, variant])
  return p.subject === q.subject && of(p) === of(q)
}

/** Measures the plot in the background, one at a time. */
export class SweepScheduler {
  readonly #perturber: PixelPerturber
  readonly #onChange: (measureSweep: Sweep | undefined) => void
  readonly #onError: (error: unknown) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #request: SweepRequest | undefined
  #abort = new AbortController()
  #measureSweep: Sweep | undefined

  constructor(
    perturber: PixelPerturber,
    onChange: (measureSweep: Sweep | undefined) => void,
    onError: (error: unknown) => void,
  ) {
    this.#perturber = perturber
    this.#onChange = onChange
    this.#onError = onError
  }

  /** Measures this when all is quiet, but not again what is measured, stopped or under way; another plot goes. */
  schedule(landmarker: Landmarker, request: SweepRequest): void {
    if (this.#request && isSame(this.#request, request)) return
    this.clear()
    this.#request = request
    this.#timer = setTimeout(() => void this.#measure(landmarker, request), SETTLE_MS)
  }

  /** Ends the measurement; what it has so far stays. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#abort.abort()
    if (this.#measureSweep?.phase === 'measuring') this.#set({ ...this.#measureSweep, phase: 'stopped' })
  }

  /** Ends the measurement, and forgets the plot. */
  clear(): void {
    clearTimeout(this.#timer)
    this.#abort.abort()
    this.#request = undefined
    if (this.#measureSweep) this.#set(undefined)
  }

  #set(so: Sweep | undefined): void {
    this.#measureSweep = so
    this.#onChange(so)
  }

  async #measure(landmarker: Landmarker, request: SweepRequest): Promise<void> {
    const abort = new AbortController()
    this.#abort = abort
    try {
      await measureSweep(landmarker, this.#perturber, request, abort.signal, (so) => this.#set(so))
    } catch (error) {
      if (!abort.signal.aborted) this.#onError(error)
    }
  }
}
