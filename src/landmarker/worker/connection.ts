import { Remote, type Progress } from './rpc.ts'
import type { LandmarkerService } from './service.ts'

/** The landmarker's service, in a worker or on this page. */
export interface Connection extends Pick<Remote<LandmarkerService>, 'call' | 'failure' | 'end'> {
  readonly place: 'worker' | 'page'
}

/** The service in a worker. */
export class WorkerConnection extends Remote<LandmarkerService> implements Connection {
  readonly place = 'worker'
}

type Argument<K extends keyof LandmarkerService> = Parameters<LandmarkerService[K]>[0]
type Answer<K extends keyof LandmarkerService> = Awaited<ReturnType<LandmarkerService[K]>>

type WorkerModule = typeof import('./landmarker-worker.ts')

/** The service on the page's own thread, for browsers without module workers. */
export class PageConnection implements Connection {
  readonly place = 'page'
  readonly #service: LandmarkerService
  #failure: Error | undefined

  private constructor(createService: WorkerModule['createService']) {
    this.#service = createService((reason) => this.end(new Error(reason)))
  }

  /** Loads the worker's own file, whose address this is, as a module of the page. */
  static async open(url: string): Promise<PageConnection> {
    const module = (await import(/* @vite-ignore */ /* webpackIgnore: true */ url)) as WorkerModule
    return new PageConnection(module.createService)
  }

  get failure(): Error | undefined {
    return this.#failure
  }

  async call<K extends keyof LandmarkerService & string>(
    name: K,
    argument: Argument<K>,
    _transfer: Transferable[] = [],
    progress: Progress = () => undefined,
  ): Promise<Answer<K>> {
    if (this.#failure) throw this.#failure
    const call = this.#service[name] as (argument: Argument<K>, progress: Progress) => Promise<Answer<K>>
    const answer = await call(argument, progress)
    if (this.#failure) throw this.#failure
    return answer
  }

  end(reason: Error): void {
    this.#failure ??= reason
  }
}

/** How connections are made. */
export interface Connector {
  worker(): Worker
  page(): Promise<Connection>
}
