import type { BackendChoice, BackendName } from './backends.ts'
import type { Connection } from '../worker/connection.ts'
import type { Frame } from '../source.ts'
import type { TrackedFace } from '../tracking/tracker.ts'
import type { CacheName } from '../models/weights.ts'
import { GraphicsGuard } from './graphics-guard.ts'
import { findBundledWeights } from './remembered-choice.ts'
import { selectBackend } from './selection.ts'

/** What the switch needs of the client. */
export interface SwitchHost {
  /** The networks in use. */
  readonly connection: Connection
  readonly backend: BackendChoice
  readonly variants: readonly string[]
  /** Starts another connection on a backend, with the variants in use. @throws Error if another backend starts. */
  start(backend: BackendName, signal: AbortSignal): Promise<Connection>
  /** Has a connection use the variants in use. */
  prepareConnection(connection: Connection): Promise<void>
  /** Resolves when no call waits but those for a video's frames. */
  untilIdle(): Promise<void>
  /** Goes on with another connection; with a fault the one before was wrong. */
  switchConnection(connection: Connection, choice: BackendChoice, fault?: string): void
  /** Shows why the backend in use stays. */
  setBackendChoice(choice: BackendChoice): void
}

/** Where choices are kept, and the addresses of the weights that they belong to. */
export interface ChoiceStorage {
  readonly cache: CacheName
  readonly weights: Readonly<Record<string, string>>
}

/**
 * Moves a client from wasm to graphics hardware where that is clearly faster, and back for good when it is wrong.
 * Begins with the first answered image.
 */
export class BackendSwitch {
  readonly #host: SwitchHost
  readonly #storage: ChoiceStorage
  #hasBegun = false
  #isOver = false
  #selecting: AbortController | undefined
  #guard: GraphicsGuard | undefined

  constructor(host: SwitchHost, place: ChoiceStorage) {
    this.#host = host
    this.#storage = place
  }

  /** An image has been answered: from now on graphics hardware may be tried. */
  begin(): void {
    if (this.#hasBegun) return
    this.#hasBegun = true
    this.#select()
  }

  /** Other variants are in use: graphics hardware is tried with them. */
  retry(): void {
    this.stop()
    if (this.#hasBegun) this.#select()
  }

  /** Looks at a frame's answer, whose frame stays the caller's; see GraphicsGuard. */
  checkFrame(frame: Frame, faces: readonly TrackedFace[]): void {
    void this.#guard?.checkFrame(frame, faces, this.#host.variants[0])
  }

  /** The networks run on wasm again, in a new worker: nothing is compared, or tried, any more. */
  disable(): void {
    this.#isOver = true
    this.end()
  }

  /** Ends trials that are under way. */
  stop(): void {
    this.#selecting?.abort(new Error('it is not needed'))
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
    // Several at once are for comparing them.
    if (this.#isOver || backend.name !== 'wasm' || variants.length > 1) return
    this.stop()
    const selecting = new AbortController()
    this.#selecting = selecting
    const { cache, weights } = this.#storage
    const place = { cache, weights: findBundledWeights(variants[0], weights) }
    selectBackend({ ...bindHost(host), connection }, place, selecting.signal)
      .then(({ choice, connection: faster }) => {
        // Stopped, or lost, in the meantime.
        if (this.#selecting !== selecting || host.connection !== connection)
          return faster?.end(new Error('it is not needed'))
        this.#selecting = undefined
        if (faster) this.#switchToGraphics(faster, choice)
        else host.setBackendChoice(choice)
      })
      // Without a result the networks stay where they are.
      .catch(() => undefined)
  }

  /** Goes on on graphics hardware; the networks on wasm stay, to be compared with. */
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

/** The functions of a host that trials use. */
function bindHost(host: SwitchHost): Pick<SwitchHost, 'start' | 'untilIdle'> {
  return {
    start: (backend, signal) => host.start(backend, signal),
    untilIdle: () => host.untilIdle(),
  }
}
