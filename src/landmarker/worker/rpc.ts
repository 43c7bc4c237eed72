import { LandmarkerError, getErrorMessage, type LandmarkerErrorCode } from '../errors.ts'

type Handler = (argument: never, progress: ProgressCallback) => unknown

/** Functions of a worker by name; each takes one cloneable value and returns one. */
type Service<S> = { readonly [K in keyof S]: Handler }

/** Callback for the progress of a download: bytes loaded and total bytes. */
export type ProgressCallback = (loaded: number, total: number) => void

interface CallMessage {
  readonly id: number
  readonly name: string
  readonly argument: unknown
}

interface Failure {
  readonly message: string
  readonly code: LandmarkerErrorCode | undefined
}

type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure }
  | { readonly id: number; readonly progress: readonly [number, number] }
  /** Reason why the worker cannot continue. */
  | { readonly lost: string }

/** Name of a call that every worker answers, used as heartbeat. */
const PING = 'ping'
/** Heartbeat interval while calls are pending, and number of missed heartbeats after which a worker counts as dead. */
const HEARTBEAT_MS = 5000
const MAX_MISSED_HEARTBEATS = 6

/** Part of a worker's global scope, or of a message port, that `serve` needs. */
interface Port {
  addEventListener(type: 'message', listener: (event: MessageEvent<CallMessage>) => void): void
  postMessage(message: Reply, options?: { transfer: Transferable[] }): void
}

/** Objects to transfer instead of copying, by the reply that contains them. */
const transferLists = new WeakMap<object, Transferable[]>()

/** Marks objects in `value` to be transferred instead of copied when it is sent as a reply. */
export function withTransfer<T extends object>(value: T, transfer: Transferable[]): T {
  transferLists.set(value, transfer)
  return value
}

/** Answers the calls that arrive at a port; returns a function that reports that the worker cannot continue. */
export function serve<S extends Service<S>>(port: Port, service: S): (reason: string) => void {
  port.addEventListener('message', ({ data: { id, name, argument } }) => {
    if (name === PING) return port.postMessage({ id, value: undefined })
    const run = async () => {
      const handle = service[name as keyof S] as Handler
      return handle(argument as never, (loaded, total) => port.postMessage({ id, progress: [loaded, total] }))
    }
    run().then(
      (value) => {
        const transfer = typeof value === 'object' && value ? (transferLists.get(value) ?? []) : []
        port.postMessage({ id, value }, { transfer })
      },
      (error: unknown) => {
        const code = error instanceof LandmarkerError ? error.code : undefined
        port.postMessage({ id, failure: { message: getErrorMessage(error), code } })
      },
    )
  })
  return (reason) => port.postMessage({ lost: reason })
}

interface PendingCall {
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
  readonly progress: ProgressCallback | undefined
}

/** Client of a worker that serves S. When the worker fails, all pending and later calls are rejected. */
export class WorkerClient<S extends Service<S>> {
  readonly #worker: Worker
  readonly #pendingCalls = new Map<number, PendingCall>()
  #lastId = 0
  #failure: Error | undefined
  #heartbeat: ReturnType<typeof setInterval> | undefined
  /** Heartbeats since the worker's last message. A count instead of a time, because time passes while a computer sleeps. */
  #missedHeartbeats = 0

  constructor(worker: Worker) {
    this.#worker = worker
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#receive(data))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      this.#fail(new Error(event.message || 'a worker could not be loaded'))
    })
    worker.addEventListener('messageerror', () =>
      this.#fail(new Error('a worker sent a message that cannot be read')),
    )
  }

  /** True once the worker has sent a message. */
  hasAnswered = false

  /** Error that ended the worker; undefined while it runs. */
  get failure(): Error | undefined {
    return this.#failure
  }

  /**
   * Calls a function of the worker.
   * @throws the error of the worker's function, or an Error if the worker has ended.
   */
  call<K extends keyof S & string>(
    name: K,
    argument: Parameters<S[K]>[0],
    transfer: Transferable[] = [],
    progress?: ProgressCallback,
  ): Promise<Awaited<ReturnType<S[K]>>> {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure)
      const id = this.#lastId++
      this.#pendingCalls.set(id, { resolve, reject, progress })
      this.#startHeartbeat()
      try {
        this.#worker.postMessage({ id, name, argument } satisfies CallMessage, transfer)
      } catch (error) {
        this.#pendingCalls.delete(id)
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    })
  }

  /** Terminates the worker; pending calls are rejected with `reason`. */
  end(reason: Error): void {
    this.#worker.terminate()
    this.#fail(reason)
  }

  /** Pings the worker while calls are pending, because a worker that was killed raises no event. */
  #startHeartbeat(): void {
    if (this.#heartbeat !== undefined) return
    this.#missedHeartbeats = 0
    this.#heartbeat = setInterval(() => {
      if (this.#pendingCalls.size === 0) return this.#stopHeartbeat()
      if (++this.#missedHeartbeats >= MAX_MISSED_HEARTBEATS)
        return this.end(new Error('a worker no longer responds'))
      this.#worker.postMessage({ id: this.#lastId++, name: PING, argument: undefined } satisfies CallMessage)
    }, HEARTBEAT_MS)
  }

  #stopHeartbeat(): void {
    clearInterval(this.#heartbeat)
    this.#heartbeat = undefined
  }

  #receive(reply: Reply): void {
    this.#missedHeartbeats = 0
    this.hasAnswered = true
    if ('lost' in reply) return this.end(new Error(reply.lost))
    const pending = this.#pendingCalls.get(reply.id)
    if (!pending) return
    if ('progress' in reply) return pending.progress?.(...reply.progress)
    this.#pendingCalls.delete(reply.id)
    if ('value' in reply) return pending.resolve(reply.value as never)
    const { message, code } = reply.failure
    pending.reject(code ? new LandmarkerError(code, message) : new Error(message))
  }

  #fail(error: Error): void {
    this.#failure ??= error
    for (const { reject } of this.#pendingCalls.values()) reject(this.#failure)
    this.#pendingCalls.clear()
    this.#stopHeartbeat()
  }
}
