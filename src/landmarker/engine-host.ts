import type { BackendChoice, BackendName, Restart } from './backends.ts'
import type { EngineAssets } from './engine.ts'
import type { EngineService } from './engine-worker.ts'
import { LandmarkerError, messageOf } from './errors.ts'
import { Remote, type Progress } from './rpc.ts'
import type { TunedLayer } from './tuned-layer.ts'

interface Setup {
  readonly assets: EngineAssets
  readonly variant: string
  readonly backend: BackendName | undefined
}

/** What is sent with a call: made anew when the call is made again. */
interface Parcel<T> {
  readonly argument: T
  readonly transfer?: Transferable[]
}

type Argument<K extends keyof EngineService> = Parameters<EngineService[K]>[0]
type Answer<K extends keyof EngineService> = Awaited<ReturnType<EngineService[K]>>

/** Lost twice within this many milliseconds, a backend is not tried again; lost four times, none is. */
const MINUTE = 60_000
const MOST = 4
/** Longest wait in milliseconds, and the steps of it, for a loss to be told: on a busy machine it takes more than 100. */
const GRACE = 2000
const GRACE_STEP = 50

/**
 * The networks in a worker, which is replaced when it is lost: it crashed, it does not answer, or its
 * graphics device is gone. First with the same backend, then with the next one.
 */
export class EngineHost {
  readonly #makeWorker: () => Worker
  readonly #setup: Setup
  readonly #onRestart: ((restart: Restart) => void) | undefined
  readonly #tuned = new Map<string, TunedLayer>()
  readonly #avoided = new Set<BackendName>()
  #remote: Remote<EngineService>
  #backend: BackendChoice
  #variants: readonly string[]
  /** Counts calls of `use`: the last one wins. */
  #uses = 0
  #losses: number[] = []
  #restarting: Promise<void> | undefined
  #ended: Error | undefined

  private constructor(
    makeWorker: () => Worker,
    setup: Setup,
    onRestart: ((restart: Restart) => void) | undefined,
    remote: Remote<EngineService>,
    backend: BackendChoice,
  ) {
    this.#makeWorker = makeWorker
    this.#setup = setup
    this.#onRestart = onRestart
    this.#remote = remote
    this.#backend = backend
    this.#variants = [setup.variant]
  }

  /** Starts a backend and loads a variant. @throws LandmarkerError 'backend' or 'weights'. */
  static async start(
    makeWorker: () => Worker,
    setup: Setup,
    progress?: Progress,
    onRestart?: (restart: Restart) => void,
  ): Promise<EngineHost> {
    const remote = new Remote<EngineService>(makeWorker())
    try {
      const backend = await remote.call('start', { ...setup, without: [] }, [], progress)
      return new EngineHost(makeWorker, setup, onRestart, remote, backend)
    } catch (error) {
      remote.end(new Error('it did not start'))
      throw error
    }
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
    await this.ask('use', () => ({ argument: names }), progress)
    if (turn === this.#uses) this.#variants = names
  }

  async add(tuned: TunedLayer, progress?: Progress): Promise<void> {
    await this.ask('add', () => ({ argument: tuned }), progress)
    this.#tuned.set(tuned.name, tuned)
  }

  async remove(name: string): Promise<void> {
    await this.ask('remove', () => ({ argument: name }))
    this.#tuned.delete(name)
  }

  /** A call that is made once more, with what `pack` makes, if the networks are lost over it. */
  async ask<K extends keyof EngineService>(
    name: K,
    pack: () => Parcel<Argument<K>> | Promise<Parcel<Argument<K>>>,
    progress?: Progress,
  ): Promise<Answer<K>> {
    const answer = await this.try(name, await pack(), progress)
    if (answer) return answer.value
    const { argument, transfer } = await pack()
    return this.#remote.call(name, argument, transfer, progress)
  }

  /** A call that is not made again: undefined if the networks were lost over it, and run again. */
  async try<K extends keyof EngineService>(
    name: K,
    { argument, transfer }: Parcel<Argument<K>>,
    progress?: Progress,
  ): Promise<{ readonly value: Answer<K> } | undefined> {
    await this.#restarting
    const remote = this.#remote
    try {
      return { value: await remote.call(name, argument, transfer, progress) }
    } catch (error) {
      // A lost device can fail a call just before the loss itself is told.
      if (!(error instanceof LandmarkerError)) await waitForFailure(remote)
      if (!remote.failure || this.#ended) throw error
      await this.#replace(remote)
      return undefined
    }
  }

  end(reason: Error): void {
    this.#ended = reason
    this.#remote.end(reason)
  }

  /** All calls that one loss ends wait for one new worker. */
  async #replace(lost: Remote<EngineService>): Promise<void> {
    if (this.#remote === lost && !this.#restarting) {
      this.#restarting = this.#restart(messageOf(lost.failure)).finally(() => {
        this.#restarting = undefined
      })
    }
    await this.#restarting
  }

  async #restart(reason: string): Promise<void> {
    const now = performance.now()
    this.#losses = [...this.#losses.filter((at) => now - at < MINUTE), now]
    if (this.#losses.length >= MOST) {
      throw new LandmarkerError(
        'backend',
        `The networks were lost ${MOST} times within a minute, last because ${reason}. Close other pages and programs that use much memory, and load this one again.`,
      )
    }
    if (this.#losses.length > 1) this.#avoided.add(this.#backend.name)
    this.#remote.end(new Error(reason))
    const remote = new Remote<EngineService>(this.#makeWorker())
    try {
      const backend = await remote.call('start', { ...this.#setup, without: [...this.#avoided] })
      for (const tuned of this.#tuned.values()) await remote.call('add', tuned)
      await remote.call('use', this.#variants)
      if (this.#ended) throw this.#ended
      this.#remote = remote
      this.#backend = backend
    } catch (error) {
      remote.end(new Error('it did not start again'))
      throw error
    }
    this.#onRestart?.({ backend: this.#backend, reason })
  }
}

/** Waits until the worker is known to be gone, or has had its time to say so. */
async function waitForFailure(remote: Remote<EngineService>): Promise<void> {
  for (let waited = 0; waited < GRACE && !remote.failure; waited += GRACE_STEP) {
    await new Promise((resolve) => setTimeout(resolve, GRACE_STEP))
  }
}
