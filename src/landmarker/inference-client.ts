import type { BackendChoice, BackendName, Restart } from './backends.ts'
import type { LandmarkerService, StartRequest } from './service.ts'
import { LandmarkerError, messageOf } from './errors.ts'
import { WorkerConnection, type Connection, type Connector } from './connection.ts'
import type { Progress } from './rpc.ts'
import type { TunedLayer } from './tuned-layer.ts'

type Setup = Omit<StartRequest, 'without'>

/** Argument of a call, and what of it is moved; built anew for a second attempt, since moved frames are gone. */
interface Request<T> {
  readonly argument: T
  readonly transfer?: Transferable[]
}

type Argument<K extends keyof LandmarkerService> = Parameters<LandmarkerService[K]>[0]
type Answer<K extends keyof LandmarkerService> = Awaited<ReturnType<LandmarkerService[K]>>

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
  readonly #setup: Setup
  readonly #onRestart: ((restart: Restart) => void) | undefined
  readonly #tuned = new Map<string, TunedLayer>()
  readonly #avoided = new Set<BackendName>()
  #connection: Connection
  #backend: BackendChoice
  #variants: readonly string[]
  /** Counts calls of `use`: the last one wins. */
  #uses = 0
  #losses: number[] = []
  #restarting: Promise<void> | undefined
  #ended: Error | undefined

  private constructor(
    connector: Connector,
    setup: Setup,
    onRestart: ((restart: Restart) => void) | undefined,
    connection: Connection,
    backend: BackendChoice,
  ) {
    this.#connector = connector
    this.#setup = setup
    this.#onRestart = onRestart
    this.#connection = connection
    this.#backend = backend
    this.#variants = [setup.variant]
  }

  /**
   * Starts a backend, a variant and the face detector: in a worker, or on the page where no worker can be started.
   * @throws LandmarkerError 'backend', 'weights' or 'detector'.
   */
  static async start(
    connector: Connector,
    setup: Setup,
    progress?: Progress,
    onRestart?: (restart: Restart) => void,
  ): Promise<InferenceClient> {
    const start = async (connection: Connection) => {
      try {
        const backend = await connection.call('start', { ...setup, without: [] }, [], progress)
        return new InferenceClient(connector, setup, onRestart, connection, backend)
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

  async use(names: readonly string[], progress?: Progress): Promise<void> {
    const turn = ++this.#uses
    await this.callWithRetry('use', () => ({ argument: names }), progress)
    if (turn === this.#uses) this.#variants = names
  }

  async add(tuned: TunedLayer, progress?: Progress): Promise<void> {
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
    build: () => Request<Argument<K>> | Promise<Request<Argument<K>>>,
    progress?: Progress,
  ): Promise<Answer<K>> {
    const answer = await this.callOnce(name, await build(), progress)
    if (answer) return answer.value
    const { argument, transfer } = await build()
    return this.#connection.call(name, argument, transfer, progress)
  }

  /** Calls the service once: undefined if the networks were lost meanwhile, and run again. */
  async callOnce<K extends keyof LandmarkerService>(
    name: K,
    { argument, transfer }: Request<Argument<K>>,
    progress?: Progress,
  ): Promise<{ readonly value: Answer<K> } | undefined> {
    await this.#restarting
    const connection = this.#connection
    try {
      return { value: await connection.call(name, argument, transfer, progress) }
    } catch (error) {
      // A lost device can fail a call just before the loss itself is told.
      if (!(error instanceof LandmarkerError)) await waitForFailure(connection)
      if (!connection.failure || this.#ended) throw error
      await this.#replace(connection)
      return undefined
    }
  }

  /** Calls the service without waiting, if it is there. */
  tell<K extends keyof LandmarkerService>(name: K, argument: Argument<K>): void {
    this.#connection.call(name, argument).catch(() => undefined)
  }

  end(reason: Error): void {
    this.#ended = reason
    this.#connection.end(reason)
  }

  /** All calls that one loss ends wait for one new worker. */
  async #replace(lost: Connection): Promise<void> {
    if (this.#connection === lost && !this.#restarting) {
      this.#restarting = this.#restart(messageOf(lost.failure)).finally(() => {
        this.#restarting = undefined
      })
    }
    await this.#restarting
  }

  async #restart(reason: string): Promise<void> {
    const now = performance.now()
    this.#losses = [...this.#losses.filter((at) => now - at < LOSSES_WINDOW_MS), now]
    if (this.#losses.length >= MAX_LOSSES) {
      throw new LandmarkerError(
        'backend',
        `The networks were lost ${MAX_LOSSES} times within a minute, last because ${reason}. Close other pages and programs that use much memory, and load this one again.`,
      )
    }
    if (this.#losses.length > 1) this.#avoided.add(this.#backend.name)
    this.#connection.end(new Error(reason))
    const connection =
      this.place === 'page' ? await this.#connector.page() : new WorkerConnection(this.#connector.worker())
    try {
      const backend = await connection.call('start', { ...this.#setup, without: [...this.#avoided] })
      for (const tuned of this.#tuned.values()) await connection.call('add', tuned)
      await connection.call('use', this.#variants)
      if (this.#ended) throw this.#ended
      this.#connection = connection
      this.#backend = backend
    } catch (error) {
      connection.end(new Error('it did not start again'))
      throw error
    }
    this.#onRestart?.({ backend: this.#backend, reason })
  }
}

/** Waits until the worker is known to be gone, or has had its time to say so. */
async function waitForFailure(connection: Connection): Promise<void> {
  for (let waited = 0; waited < LOSS_GRACE_MS && !connection.failure; waited += LOSS_GRACE_STEP_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOSS_GRACE_STEP_MS))
  }
}
