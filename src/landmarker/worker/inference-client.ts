import type { BackendChoice, BackendName, Restart } from '../backend/backends.ts'
import type { CallArgument, CallResult, LandmarkerService, StartRequest } from './service.ts'
import { LandmarkerError, getErrorMessage } from '../errors.ts'
import { WorkerConnection, type Connection, type Connector } from './connection.ts'
import { BackendSwitch, type SwitchHost } from '../backend/backend-switch.ts'
import { closeFrames, rejectOnAbort } from '../cancellation.ts'
import type { ProgressCallback } from './rpc.ts'
import type { Frame } from '../source.ts'
import type { TrackedFace } from '../tracking/tracker.ts'
import type { TunedLayer } from '../models/tuned-layer.ts'

type ClientSetup = Omit<StartRequest, 'excludedBackends'>

/** Argument of a call and the objects in it to transfer; rebuilt on retry, because transferred frames cannot be reused. */
interface Request<T> {
  readonly argument: T
  readonly transfer?: Transferable[]
}

/** Callbacks for changes, and the signal that ends the start. */
interface Listeners {
  readonly signal?: AbortSignal | undefined
  readonly onRestart?: ((restart: Restart) => void) | undefined
  readonly onBackend?: ((backend: BackendChoice) => void) | undefined
}

/** Interval of checks for pending calls. */
const IDLE_CHECK_MS = 100

/** A second loss within this window excludes the backend; after MAX_LOSSES the client gives up. */
const LOSSES_WINDOW_MS = 60_000
const MAX_LOSSES = 4
/** Maximum wait for the notice of a loss, and its polling interval; on a busy machine it takes more than 100 ms. */
const LOSS_GRACE_MS = 2000
const LOSS_GRACE_STEP_MS = 50

/**
 * Client of the networks' worker, which is restarted when it crashes, no longer responds or loses its graphics
 * device: first with the same backend, then with the next one.
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
  /** Number of calls of `use`; only the last one takes effect. */
  #useCount = 0
  /** Backend requested by the options, or chosen by measurement. */
  #preferred: BackendName | undefined
  /** Number of pending calls, not counting those for a video's frames. */
  #pendingCalls = 0
  /** Undefined if the options request a backend, or if the networks run on the page's thread. */
  readonly #switch: BackendSwitch | undefined
  /** Number of clips that need the backend not to change. */
  #keepers = 0
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
   * Starts a backend, a variant and the face detector in a worker, or on the page's thread if no worker can be started.
   * @throws LandmarkerError 'backend', 'weights' or 'detector', or the reason of the listeners' signal.
   */
  static async start(
    connector: Connector,
    setup: ClientSetup,
    progress?: ProgressCallback,
    listeners: Listeners = {},
  ): Promise<InferenceClient> {
    const { signal } = listeners
    const start = async (connection: Connection) => {
      const abort = () => connection.end(new Error('it is no longer needed'))
      signal?.addEventListener('abort', abort)
      try {
        signal?.throwIfAborted()
        const backend = await connection.call('start', { ...setup, excludedBackends: [] }, [], progress)
        signal?.throwIfAborted()
        return new InferenceClient(connector, setup, listeners, connection, backend)
      } catch (error) {
        connection.end(new Error('it did not start'))
        throw signal?.aborted ? signal.reason : error
      } finally {
        signal?.removeEventListener('abort', abort)
      }
    }
    let worker: WorkerConnection | undefined
    try {
      worker = new WorkerConnection(connector.worker())
      return await start(worker)
    } catch (error) {
      // A worker that ran and reported an error would fail on the page's thread, too.
      if (worker?.hasAnswered || signal?.aborted) throw error
      return rejectOnAbort(connector.page().then(start), signal)
    }
  }

  /** Thread that the networks run on. */
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

  async use(names: readonly string[], progress?: ProgressCallback, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    const call = ++this.#useCount
    try {
      await rejectOnAbort(
        this.callWithRetry('use', () => ({ argument: names }), progress),
        signal,
      )
    } catch (error) {
      // A later call in the worker replaces the one that still loads there.
      if (signal?.aborted && call === this.#useCount) this.notify('use', this.#variants)
      throw error
    }
    if (call !== this.#useCount || names.join() === this.#variants.join()) return
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

  /** Calls the service; retries once with a new request from `build` if the networks are lost meanwhile. */
  async callWithRetry<K extends keyof LandmarkerService>(
    name: K,
    build: () => Request<CallArgument<K>> | Promise<Request<CallArgument<K>>>,
    progress?: ProgressCallback,
    signal?: AbortSignal,
  ): Promise<CallResult<K>> {
    const result = await this.callOnce(name, await build(), progress, signal)
    if (result) return result.value
    const { argument, transfer } = await build()
    checkAborted(signal, transfer)
    return this.#connection.call(name, argument, transfer, progress, signal)
  }

  /** Calls the service once; returns undefined if the networks were lost meanwhile and have been restarted. */
  async callOnce<K extends keyof LandmarkerService>(
    name: K,
    { argument, transfer }: Request<CallArgument<K>>,
    progress?: ProgressCallback,
    signal?: AbortSignal,
  ): Promise<{ readonly value: CallResult<K> } | undefined> {
    await this.#restarting
    checkAborted(signal, transfer)
    const connection = this.#connection
    const count = name === 'track' ? 0 : 1
    this.#pendingCalls += count
    try {
      const value = await connection.call(name, argument, transfer, progress, signal)
      if (name === 'track' || name === 'detect') this.#switch?.begin()
      return { value }
    } catch (error) {
      // No sign of a loss: the caller cancelled the call, or the browser refused to transfer its frame.
      if (signal?.aborted || error instanceof DOMException) throw error
      // A lost device can make a call fail just before the loss itself is reported.
      if (!(error instanceof LandmarkerError)) await waitForFailureNotice(connection)
      if (!connection.failure || this.#ended) throw error
      await this.#replace(connection)
      return undefined
    } finally {
      this.#pendingCalls -= count
    }
  }

  /** Calls the service without waiting for a reply; errors are ignored. */
  notify<K extends keyof LandmarkerService>(name: K, argument: CallArgument<K>): void {
    this.#connection.call(name, argument).catch(() => undefined)
  }

  /**
   * Waits until the choice of the backend has ended, and keeps it until the returned function is called. A lost or
   * faulty backend is still replaced.
   */
  async keepBackend(): Promise<() => void> {
    const backendSwitch = this.#switch
    if (this.#keepers++ === 0) await backendSwitch?.pause()
    let isKept = true
    return () => {
      if (isKept && --this.#keepers === 0) backendSwitch?.resume()
      isKept = false
    }
  }

  /** Passes a result of a graphics backend to `GraphicsGuard`; the frame remains the caller's. */
  checkFrame(frame: Frame, faces: readonly TrackedFace[]): void {
    this.#switch?.checkFrame(frame, faces)
  }

  /** Rejects all calls with `reason`, and ends the worker once it has closed its frames. */
  async end(reason: Error): Promise<void> {
    this.#ended = reason
    this.#switch?.end()
    await this.#connection.close(reason)
  }

  /** Restarts a lost connection once; all calls that failed with it wait for the same restart. */
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
        `The networks stopped ${MAX_LOSSES} times within a minute, most recently because ${reason}. Close other pages and programs that use much memory, then reload this page.`,
      )
    }
    if (this.#lossTimes.length > 1) this.#excludedBackends.add(this.#backend.name)
    this.#switch?.stop()
    this.#connection.end(new Error(reason))
    const { name, reason: previousReason } = this.#backend
    const { connection, backend } = await this.#startConnection(this.#preferred)
    if (this.#ended) {
      connection.end(this.#ended)
      throw this.#ended
    }
    this.#connection = connection
    this.#backend = backend.name === name ? { ...backend, reason: previousReason } : backend
    if (this.#backend.name === 'wasm' && name !== 'wasm') this.#switch?.disable()
    this.#listeners.onRestart?.({ backend: this.#backend, reason })
  }

  /** Starts another connection and loads the variants in use there. */
  async #startConnection(
    requested: BackendName | undefined,
    signal?: AbortSignal,
  ): Promise<{ connection: Connection; backend: BackendChoice }> {
    const connection =
      this.place === 'page' ? await this.#connector.page() : new WorkerConnection(this.#connector.worker())
    const abort = () => connection.end(new Error('it is no longer needed'))
    signal?.addEventListener('abort', abort)
    try {
      const request = { ...this.#setup, backend: requested, excludedBackends: [...this.#excludedBackends] }
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

  /** Loads the variants in use on a connection. */
  async #prepareConnection(connection: Connection): Promise<void> {
    for (const tuned of this.#tuned.values()) await connection.call('add', tuned)
    await connection.call('use', this.#variants)
  }

  /** Creates the switch to a faster backend. */
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

  /** Sets the backend in use and the reason for it; a note on the one in use remains. */
  #setBackendChoice(choice: BackendChoice): void {
    const { name, note } = this.#backend
    this.#backend = name === choice.name && note ? { ...choice, note } : choice
    this.#listeners.onBackend?.(this.#backend)
  }

  #switchConnection(connection: Connection, choice: BackendChoice, fault?: string): void {
    const previous = this.#connection
    this.#connection = connection
    this.#preferred = fault ? undefined : choice.name
    if (!fault) return this.#setBackendChoice(choice)
    this.#backend = choice
    void previous.close(new Error(fault))
    this.#listeners.onRestart?.({ backend: choice, reason: fault })
  }

  async #untilIdle(): Promise<void> {
    do await new Promise((resolve) => setTimeout(resolve, IDLE_CHECK_MS))
    while (this.#pendingCalls > 0 || this.#restarting)
  }
}

/** Throws the reason of an aborted signal, and closes the frames that are not sent because of it. */
function checkAborted(signal: AbortSignal | undefined, transfer: readonly Transferable[] = []): void {
  if (!signal?.aborted) return
  closeFrames(transfer)
  signal.throwIfAborted()
}

/** Waits until a connection reports its failure, at most LOSS_GRACE_MS. */
async function waitForFailureNotice(connection: Connection): Promise<void> {
  for (let waited = 0; waited < LOSS_GRACE_MS && !connection.failure; waited += LOSS_GRACE_STEP_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOSS_GRACE_STEP_MS))
  }
}
