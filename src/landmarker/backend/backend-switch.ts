import type { BackendChoice } from './backends.ts'
import type { Connection } from '../worker/connection.ts'
import type { Frame } from '../source.ts'
import type { TrackedFace } from '../tracking/tracker.ts'
import type { CacheName } from '../models/weights.ts'
import { GraphicsGuard } from './graphics-guard.ts'
import { findBundledWeights } from './remembered-choice.ts'
import { selectBackend, type SelectionHost } from './selection.ts'

/** Operations of the client that the switch needs. */
export interface SwitchHost extends SelectionHost {
  readonly backend: BackendChoice
  readonly variants: readonly string[]
  /** Loads the variants in use on a connection. */
  prepareConnection(connection: Connection): Promise<void>
  /** Replaces the connection in use; `fault` is the reason if the previous one gave wrong results. */
  switchConnection(connection: Connection, choice: BackendChoice, fault?: string): void
  /** Sets the reason for keeping the backend in use. */
  setBackendChoice(choice: BackendChoice): void
}

/** Cache for choices, and URLs of the weights that they belong to. */
export interface ChoiceStorage {
  readonly cache: CacheName
  readonly weights: Readonly<Record<string, string>>
}

/**
 * Switches a client from wasm to a graphics backend if that is clearly faster, and back permanently if its results are
 * wrong. Starts after the first processed image.
 */
export class BackendSwitch {
  readonly #host: SwitchHost
  readonly #storage: ChoiceStorage
  #hasBegun = false
  #isOver = false
  #isPaused = false
  #selecting: AbortController | undefined
  /** End of the last selection. */
  #selection: Promise<void> = Promise.resolve()
  #guard: GraphicsGuard | undefined

  constructor(host: SwitchHost, storage: ChoiceStorage) {
    this.#host = host
    this.#storage = storage
  }

  /** Starts trying graphics backends; called after every processed image, of which the first counts. */
  begin(): void {
    if (this.#hasBegun || this.#isPaused) return
    this.#hasBegun = true
    this.#select()
  }

  /** Tries graphics backends again after a change of the variants in use. */
  retry(): void {
    this.stop()
    if (this.#hasBegun) this.#select()
  }

  /** Passes a result to `GraphicsGuard`; the frame remains the caller's. */
  checkFrame(frame: Frame, faces: readonly TrackedFace[]): void {
    void this.#guard?.checkFrame(frame, faces, this.#host.variants[0]!)
  }

  /** Ends all trials and comparisons permanently, after the networks were restarted on wasm. */
  disable(): void {
    this.#isOver = true
    this.end()
  }

  /** Waits for trials in progress, then starts none before `resume`, so that all that comes runs on one backend. */
  async pause(): Promise<void> {
    await this.#selection
    this.#isPaused = true
  }

  /** Allows trials again. */
  resume(): void {
    this.#isPaused = false
  }

  /** Aborts trials in progress. */
  stop(): void {
    this.#selecting?.abort(new Error('it is no longer needed'))
    this.#selecting = undefined
  }

  /** Ends trials and comparisons. */
  end(): void {
    this.stop()
    this.#guard?.end()
    this.#guard = undefined
  }

  #select(): void {
    const host = this.#host
    const { connection, variants, backend } = host
    // With several variants, which are used for comparing them, no backend is tried.
    if (this.#isOver || this.#isPaused || backend.name !== 'wasm' || variants.length > 1) return
    this.stop()
    const selecting = new AbortController()
    this.#selecting = selecting
    const { cache, weights } = this.#storage
    const storage = { cache, weights: findBundledWeights(variants[0]!, weights) }
    this.#selection = selectBackend(host, storage, selecting.signal)
      .then(({ choice, connection: faster }) => {
        // The selection was stopped, or the connection lost, in the meantime.
        if (this.#selecting !== selecting || host.connection !== connection)
          return faster?.end(new Error('it is no longer needed'))
        this.#selecting = undefined
        if (faster) this.#switchToGraphics(faster, choice)
        else host.setBackendChoice(choice)
      })
      // If the selection fails, the backend in use is kept.
      .catch(() => undefined)
  }

  /** Switches to a graphics backend; the connection to wasm is kept as reference for comparisons. */
  #switchToGraphics(faster: Connection, choice: BackendChoice): void {
    const host = this.#host
    const wasm = host.connection
    const goBack = (fault: string) => {
      if (this.#isOver || wasm.failure) return
      this.#isOver = true
      this.#guard = undefined
      host.switchConnection(wasm, { name: 'wasm', reason: fault }, fault)
    }
    this.#guard = new GraphicsGuard(
      choice.name,
      wasm,
      (reference) => host.prepareConnection(reference),
      goBack,
    )
    host.switchConnection(faster, choice)
  }
}
