import type { Landmarker } from '../../../landmarker/landmarker.ts'
import type { PixelPerturber } from './pixel-perturber.ts'
import { measureSweep, type Sweep, type SweepInput } from './sweep.ts'

/** Delay after the last change before the plot is measured, so that a moving slider starts nothing. */
const SETTLE_MS = 400

/** Inputs of a plot; it is measured again only if they change. */
export interface SweepRequest extends SweepInput {
  /** Variant in use. */
  readonly variant: string | undefined
}

/** Compares two requests. The swept value itself does not matter, and the reference follows from the rest. */
function isSame(p: SweepRequest, q: SweepRequest): boolean {
  const of = ({ perturbation, swept, passes, variant }: SweepRequest) =>
    JSON.stringify([{ ...perturbation, [swept]: undefined }, swept, passes, variant])
  return p.subject === q.subject && of(p) === of(q)
}

/** Measures one plot at a time in the background. */
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

  /** Schedules a plot and discards the former one, unless it is the same. */
  schedule(landmarker: Landmarker, request: SweepRequest): void {
    if (this.#request && isSame(this.#request, request)) return
    this.clear()
    this.#request = request
    this.#timer = setTimeout(() => void this.#measure(landmarker, request), SETTLE_MS)
  }

  /** Stops the measurement; its points so far remain. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#abort.abort()
    if (this.#measureSweep?.phase === 'measuring') this.#set({ ...this.#measureSweep, phase: 'stopped' })
  }

  /** Stops the measurement and discards the plot. */
  clear(): void {
    clearTimeout(this.#timer)
    this.#abort.abort()
    this.#request = undefined
    if (this.#measureSweep) this.#set(undefined)
  }

  #set(next: Sweep | undefined): void {
    this.#measureSweep = next
    this.#onChange(next)
  }

  async #measure(landmarker: Landmarker, request: SweepRequest): Promise<void> {
    const abort = new AbortController()
    this.#abort = abort
    try {
      await measureSweep(landmarker, this.#perturber, request, abort.signal, (next) => this.#set(next))
    } catch (error) {
      if (!abort.signal.aborted) this.#onError(error)
    }
  }
}
