import type { BackendChoice, BackendName, Restart } from '../backend/backends.ts'
import type { LandmarkerService, StartRequest } from './service.ts'
import { LandmarkerError, getErrorMessage } from '../errors.ts'
import { WorkerConnection, type Connection, type Connector } from './connection.ts'
import { BackendSwitch, type SwitchHost } from '../backend/backend-switch.ts'
import type { ProgressCallback } from './rpc.ts'
import type { Frame } from '../source.ts'
import type { TrackedFace } from '../tracking/tracker.ts'
import type { TunedLayer } from '../models/tuned-layer.ts'

type ClientSetup = Omit<StartRequest, 'without'>

/** Argument of a call, and what of it is moved; built anew for a second attempt, since moved frames are gone. */
interface Request<T> {
  readonly argument: T
  readonly transfer?: Transferable[]
}

type CallArgument<K extends keyof LandmarkerService> = Parameters<LandmarkerService[K]>[0]
type CallResult<K extends keyof LandmarkerService> = Awaited<ReturnType<LandmarkerService[K]>>

/** Who is told of changes. */
interface Listeners {
  readonly onRestart?: ((restart: Restart) => void) | undefined
  readonly onBackend?: ((backend: BackendChoice) => void) | undefined
}

/** Milliseconds from look to look whether any call waits. */
const IDLE_CHECK_MS = 100

/** Milliseconds within which a second loss drops the backend, and a fourth one gives up. */
const LOSSES_WINDOW_MS = 60_000
const MAX_LOSSES = 4
/** Longest wait for a loss to be told, and the steps of it: on a busy machine it takes more than 100 ms. */
const LOSS_GRACE_MS = 2000
const LOSS_GRACE_STEP_MS = 50

/**
 * The networks in a worker, which is replaced when it is lost: it crashed, it does not answer, or its
 * graphics device is gone. First with the same backend, then with the next one.
 */
export class InferenceClient {
  readonly #connector: Connector
  readonly #setup: ClientSetup
  readonly #listeners: Listeners
  readonly #tuned = new Map<string, TunedLayer>()
  readonly #excludedBackends = new Set<BackendName>()
  #connection: Connection
  #backend: BackendChoice
  #variants: readonly string[]
  /** Counts calls of `use`: the last one wins. */
  #useCount = 0
  /** The backend that was asked for, or has been chosen by measurement. */
  #preferred: BackendName | undefined
  /** Calls under way, but for those of a video's frames. */
  #pendingCalls = 0
  /** None where a backend was asked for, or the networks run on the page. */
  readonly #switch: BackendSwitch | undefined
  #lossTimes: number[] = []
  #restarting: Promise<void> | undefined
  #ended: Error | undefined

  private constructor(
    connector: Connector,
    setup: ClientSetup,
    listeners: Listeners,
    connection: Connection,
    backend: BackendChoice,
  ) {
    this.#connector = connector
    this.#setup = setup
    this.#listeners = listeners
    this.#preferred = setup.backend
    this.#connection = connection
    this.#backend = backend
    this.#variants = [setup.variant]
    if (!setup.backend && connection.place === 'worker') this.#switch = this.#createSwitch()
  }

  /**
   * Starts a backend, a variant and the face detector: in a worker, or on the page where no worker can be started.
   * @throws LandmarkerError 'backend', 'weights' or 'detector'.
   */
  static async start(
    connector: Connector,
    setup: ClientSetup,
    progress?: ProgressCallback,
    listeners: Listeners = {},
  ): Promise<InferenceClient> {
    const start = async (connection: Connection) => {
      try {
        const backend = await connection.call('start', { ...setup, without: [] }, [], progress)
        return new InferenceClient(connector, setup, listeners, connection, backend)
      } catch (error) {
        connection.end(new Error('it did not start'))
        throw error
      }
    }
    let worker: WorkerConnection | undefined
    try {
      worker = new WorkerConnection(connector.worker())
      return await start(worker)
    } catch (error) {
      // A worker that ran, and said why it cannot go on, would do no better on the page.
      if (worker?.hasAnswered) throw error
      return start(await connector.page())
    }
  }

  /** Where the networks run. */
  get place(): 'worker' | 'page' {
    return this.#connection.place
  }

  get backend(): BackendChoice {
    return this.#backend
  }

  /** Names of the variants in use. */
  get variants(): readonly string[] {
    return this.#variants
  }

  async use(names: readonly string[], progress?: ProgressCallback): Promise<void> {
    const turn = ++this.#useCount
    await this.callWithRetry('use', () => ({ argument: names }), progress)
    if (turn !== this.#useCount || names.join() === this.#variants.join()) return
    this.#variants = names
    this.#switch?.retry()
  }

  async add(tuned: TunedLayer, progress?: ProgressCallback): Promise<void> {
    await this.callWithRetry('add', () => ({ argument: tuned }), progress)
    this.#tuned.set(tuned.name, tuned)
  }

  async remove(name: string): Promise<void> {
    await this.callWithRetry('remove', () => ({ argument: name }))
    this.#tuned.delete(name)
  }

  /** Calls the service, and once more, with a new request from `build`, if the networks are lost meanwhile. */
  async callWithRetry<K extends keyof LandmarkerService>(
    name: K,
    build: () => Request<CallArgument<K>> | Promise<Request<CallArgument<K>>>,
    progress?: ProgressCallback,
  ): Promise<CallResult<K>> {
    const answer = await this.callOnce(name, await build(), progress)
    if (answer) return answer.value
    const { argument, transfer } = await build()
    return this.#connection.call(name, argument, transfer, progress)
  }

  /** Calls the service once: undefined if the networks were lost meanwhile, and run again. */
  async callOnce<K extends keyof LandmarkerService>(
    name: K,
    { argument, transfer }: Request<CallArgument<K>>,
    progress?: ProgressCallback,
  ): Promise<{ readonly value: CallResult<K> } | undefined> {
    await this.#restarting
    const connection = this.#connection
    const counted = name === 'track' ? 0 : 1
    this.#pendingCalls += counted
    try {
      const value = await connection.call(name, argument, transfer, progress)
      if (name === 'track' || name === 'detect') this.#switch?.begin()
      return { value }
    } catch (error) {
      // A lost device can fail a call just before the loss itself is told.
      if (!(error instanceof LandmarkerError)) await waitForFailureNotice(connection)
      if (!connection.failure || this.#ended) throw error
      await this.#replace(connection)
      return undefined
    } finally {
      this.#pendingCalls -= counted
    }
  }

  /** Calls the service without waiting, if it is there. */
  notify<K extends keyof LandmarkerService>(name: K, argument: CallArgument<K>): void {
    this.#connection.call(name, argument).catch(() => undefined)
  }

  /** Looks at an answer of the networks on graphics hardware, whose frame stays the caller's; see GraphicsGuard. */
  checkFrame(frame: Frame, faces: readonly TrackedFace[]): void {
    this.#switch?.checkFrame(frame, faces)
  }

  end(reason: Error): void {
    this.#ended = reason
    this.#switch?.end()
    this.#connection.end(reason)
  }

  /** All calls that one loss ends wait for one new worker. */
  async #replace(lost: Connection): Promise<void> {
    if (this.#connection === lost && !this.#restarting) {
      this.#restarting = this.#restart(getErrorMessage(lost.failure)).finally(() => {
        this.#restarting = undefined
      })
    }
    await this.#restarting
  }

  async #restart(reason: string): Promise<void> {
    const now = performance.now()
    this.#lossTimes = [...this.#lossTimes.filter((at) => now - at < LOSSES_WINDOW_MS), now]
    if (this.#lossTimes.length >= MAX_LOSSES) {
      throw new LandmarkerError(
        'backend',
        `The networks were lost ${MAX_LOSSES} times within a minute, last because ${reason}. Close other pages and programs that use much memory, and load this one again.`,
      )
    }
    if (this.#lossTimes.length > 1) this.#excludedBackends.add(this.#backend.name)
    this.#switch?.stop()
    this.#connection.end(new Error(reason))
    const { name, reason: because } = this.#backend
    const { connection, backend } = await this.#startConnection(this.#preferred)
    if (this.#ended) {
      connection.end(this.#ended)
      throw this.#ended
    }
    this.#connection = connection
    this.#backend = backend.name === name ? { name, reason: because } : backend
    if (this.#backend.name === 'wasm' && name !== 'wasm') this.#switch?.disable()
    this.#listeners.onRestart?.({ backend: this.#backend, reason })
  }

  /** Starts another connection with the variants in use. */
  async #startConnection(
    asked: BackendName | undefined,
    signal?: AbortSignal,
  ): Promise<{ connection: Connection; backend: BackendChoice }> {
    const connection =
      this.place === 'page' ? await this.#connector.page() : new WorkerConnection(this.#connector.worker())
    const abort = () => connection.end(new Error('it is not needed'))
    signal?.addEventListener('abort', abort)
    try {
      const request = { ...this.#setup, backend: asked, without: [...this.#excludedBackends] }
      const backend = await connection.call('start', request)
      await this.#prepareConnection(connection)
      return { connection, backend }
    } catch (error) {
      connection.end(new Error('it did not start'))
      throw error
    } finally {
      signal?.removeEventListener('abort', abort)
    }
  }

  /** Has a connection know and use the variants in use here. */
  async #prepareConnection(connection: Connection): Promise<void> {
    for (const tuned of this.#tuned.values()) await connection.call('add', tuned)
    await connection.call('use', this.#variants)
  }

  /** The switch to a faster backend, as this client allows it. */
  #createSwitch(): BackendSwitch {
    const { cache = false, weights } = this.#setup.assets
    const current = () => ({ connection: this.#connection, backend: this.#backend, variants: this.#variants })
    const host: SwitchHost = {
      get connection() {
        return current().connection
      },
      get backend() {
        return current().backend
      },
      get variants() {
        return current().variants
      },
      start: async (name, signal) => {
        const { connection, backend } = await this.#startConnection(name, signal)
        if (backend.name === name) return connection
        connection.end(new Error('it is another backend'))
        throw new Error(backend.reason)
      },
      prepareConnection: (connection) => this.#prepareConnection(connection),
      untilIdle: () => this.#untilIdle(),
      switchConnection: (connection, choice, fault) => this.#switchConnection(connection, choice, fault),
      setBackendChoice: (choice) => this.#setBackendChoice(choice),
    }
    return new BackendSwitch(host, { cache, weights })
  }

  #setBackendChoice(choice: BackendChoice): void {
    this.#backend = choice
    this.#listeners.onBackend?.(choice)
  }

  #switchConnection(connection: Connection, choice: BackendChoice, fault?: string): void {
    const before = this.#connection
    this.#connection = connection
    this.#preferred = fault ? undefined : choice.name
    if (!fault) return this.#setBackendChoice(choice)
    this.#backend = choice
    before.end(new Error(fault))
    this.#listeners.onRestart?.({ backend: choice, reason: fault })
  }

  async #untilIdle(): Promise<void> {
    do await new Promise((resolve) => setTimeout(resolve, IDLE_CHECK_MS))
    while (this.#pendingCalls > 0 || this.#restarting)
  }
}

/** Waits until the worker is known to be gone, or has had its time to say so. */
async function waitForFailureNotice(connection: Connection): Promise<void> {
  for (let waited = 0; waited < LOSS_GRACE_MS && !connection.failure; waited += LOSS_GRACE_STEP_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOSS_GRACE_STEP_MS))
  }
}
