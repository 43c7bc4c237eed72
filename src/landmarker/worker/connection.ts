import { closeFrames } from '../cancellation.ts'
import type { ProgressCallback } from './rpc.ts'
import type { CallArgument, CallResult, LandmarkerService } from './service.ts'
import { WorkerClient } from './worker-client.ts'

/** Connection to the landmarker's service, in a worker or on the page's thread. */
export interface Connection extends Pick<
  WorkerClient<LandmarkerService>,
  'call' | 'failure' | 'end' | 'close'
> {
  readonly place: 'worker' | 'page'
}

/** Connection to the service in a worker. */
export class WorkerConnection extends WorkerClient<LandmarkerService> implements Connection {
  readonly place = 'worker'
}

type WorkerModule = typeof import('./landmarker-worker.ts')

/** Connection to the service on the page's own thread, for browsers without module workers. */
export class PageConnection implements Connection {
  readonly place = 'page'
  readonly #service: LandmarkerService
  #failure: Error | undefined

  private constructor(createService: WorkerModule['createService']) {
    this.#service = createService((reason) => this.end(new Error(reason)))
  }

  /** Loads the worker's own file at `url` as a module of the page. */
  static async open(url: string): Promise<PageConnection> {
    const module = (await import(/* @vite-ignore */ /* webpackIgnore: true */ url)) as WorkerModule
    return new PageConnection(module.createService)
  }

  get failure(): Error | undefined {
    return this.#failure
  }

  async call<K extends keyof LandmarkerService & string>(
    name: K,
    argument: CallArgument<K>,
    transfer: Transferable[] = [],
    progress: ProgressCallback = () => undefined,
    signal?: AbortSignal,
  ): Promise<CallResult<K>> {
    if (this.#failure) {
      closeFrames(transfer)
      throw this.#failure
    }
    const call = this.#service[name] as (
      argument: CallArgument<K>,
      progress: ProgressCallback,
      signal: AbortSignal | undefined,
    ) => Promise<CallResult<K>>
    const result = await call(argument, progress, signal)
    if (this.#failure) {
      // A call of `start` can have loaded networks after `end` released those before it.
      this.#service.dispose()
      throw this.#failure
    }
    return result
  }

  end(reason: Error): void {
    if (this.#failure) return
    this.#failure = reason
    this.#service.dispose()
  }

  /** Ends it; calls in progress close their frames themselves. */
  async close(reason: Error): Promise<void> {
    this.end(reason)
  }
}

/** Creates connections. */
export interface Connector {
  worker(): Worker
  page(): Promise<Connection>
}
