import { closeFrames } from '../cancellation.ts'
import { LandmarkerError, getErrorMessage, type LandmarkerErrorCode } from '../errors.ts'

type Handler = (argument: never, progress: ProgressCallback, signal: AbortSignal | undefined) => unknown

/** Functions of a worker by name; each takes one cloneable value and returns one. */
type Service<S> = { readonly [K in keyof S]: Handler }

/** Callback for the progress of a download: bytes loaded and total bytes. */
export type ProgressCallback = (loaded: number, total: number) => void

interface CallMessage {
  readonly id: number
  readonly name: string
  readonly argument: unknown
  /** True if a `CancelMessage` may follow. */
  readonly cancellable: boolean
}

/** Number of a call whose result is no longer wanted. */
interface CancelMessage {
  readonly cancel: number
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

/** Part of a worker's global scope, or of a message port, that `serveCalls` needs. */
interface Port {
  addEventListener(
    type: 'message',
    listener: (event: MessageEvent<CallMessage | CancelMessage>) => void,
  ): void
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
export function serveCalls<S extends Service<S>>(port: Port, service: S): (reason: string) => void {
  const cancellations = new Map<number, AbortController>()
  port.addEventListener('message', ({ data }) => {
    if ('cancel' in data) return cancellations.get(data.cancel)?.abort()
    const { id, name, argument, cancellable } = data
    if (name === PING) return port.postMessage({ id, value: undefined })
    const run = async () => {
      const handle = service[name as keyof S] as Handler
      const cancellation = cancellable ? new AbortController() : undefined
      if (cancellation) cancellations.set(id, cancellation)
      const progress: ProgressCallback = (loaded, total) =>
        port.postMessage({ id, progress: [loaded, total] })
      return handle(argument as never, progress, cancellation?.signal)
    }
    const answer = run().finally(() => cancellations.delete(id))
    answer.then(
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
   * Calls a function of the worker. An aborted `signal` cancels it, if the function allows that.
   * @throws the error of the worker's function, or an Error if the worker has ended.
   */
  call<K extends keyof S & string>(
    name: K,
    argument: Parameters<S[K]>[0],
    transfer: Transferable[] = [],
    progress?: ProgressCallback,
    signal?: AbortSignal,
  ): Promise<Awaited<ReturnType<S[K]>>> {
    const id = this.#lastId++
    const cancel = () => {
      if (this.#pendingCalls.has(id)) this.#worker.postMessage({ cancel: id } satisfies CancelMessage)
    }
    const answer = new Promise<Awaited<ReturnType<S[K]>>>((resolve, reject) => {
      if (this.#failure) return reject(this.#failure)
      this.#pendingCalls.set(id, { resolve, reject, progress })
      this.#startHeartbeat()
      try {
        const message: CallMessage = { id, name, argument, cancellable: signal !== undefined }
        this.#worker.postMessage(message, transfer)
        signal?.addEventListener('abort', cancel)
      } catch (error) {
        this.#pendingCalls.delete(id)
        closeFrames(transfer)
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    })
    return signal ? answer.finally(() => signal.removeEventListener('abort', cancel)) : answer
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
      this.#worker.postMessage({
        id: this.#lastId++,
        name: PING,
        argument: undefined,
        cancellable: false,
      } satisfies CallMessage)
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
