import { LandmarkerError, getErrorMessage, type LandmarkerErrorCode } from '../errors.ts'

type Handler = (argument: never, progress: ProgressCallback) => unknown

/** What a worker does, by name: each function takes one value that can be cloned, and gives one. */
type Service<S> = { readonly [K in keyof S]: Handler }

/** Called while something goes on, with bytes loaded and bytes in all. */
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
  /** The worker cannot go on. */
  | { readonly lost: string }

/** A call that every worker answers, to show that it lives. */
const PING = 'ping'
/** Milliseconds between two looks at a worker that is waited for, and looks without a word before it counts as dead. */
const HEARTBEAT_MS = 5000
const MAX_MISSED_HEARTBEATS = 6

/** The part of a worker's global scope, or of a message port, that is needed here. */
interface Port {
  addEventListener(type: 'message', listener: (event: MessageEvent<CallMessage>) => void): void
  postMessage(message: Reply, options?: { transfer: Transferable[] }): void
}

/** What an answer gives away instead of copying it. */
const transferLists = new WeakMap<object, Transferable[]>()

/** Marks what is moved, not copied, when `value` is sent as an answer. */
export function withTransfer<T extends object>(value: T, transfer: Transferable[]): T {
  transferLists.set(value, transfer)
  return value
}

/** Answers calls that arrive at a port; gives what tells the other side that there will be no more answers. */
export function serve<S extends Service<S>>(port: Port, service: S): (reason: string) => void {
  port.addEventListener('message', ({ data: { id, name, argument } }) => {
    if (name === PING) return port.postMessage({ id, value: undefined })
    const run = async () => {
      const call = service[name as keyof S] as Handler
      return call(argument as never, (loaded, total) => port.postMessage({ id, progress: [loaded, total] }))
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

/** A worker that serves S. When it fails, so does every call that waits for it, and every later one. */
export class WorkerClient<S extends Service<S>> {
  readonly #worker: Worker
  readonly #pendingCalls = new Map<number, PendingCall>()
  #lastId = 0
  #failure: Error | undefined
  #heartbeat: ReturnType<typeof setInterval> | undefined
  /** Looks at the worker since it last said something; not a time, which goes on while a computer sleeps. */
  #missedHeartbeats = 0

  constructor(worker: Worker) {
    this.#worker = worker
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#receive(data))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      this.#fail(new Error(event.message || 'a worker could not be loaded'))
    })
    worker.addEventListener('messageerror', () => this.#fail(new Error('a worker sent what cannot be read')))
  }

  /** Tells whether the worker has said anything yet. */
  hasAnswered = false

  /** Why the worker is gone, if it is. */
  get failure(): Error | undefined {
    return this.#failure
  }

  /** @throws what the worker's function threw, or an Error if the worker is gone. */
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

  /** Ends the worker; calls that wait for it are rejected with `reason`. */
  end(reason: Error): void {
    this.#worker.terminate()
    this.#fail(reason)
  }

  /** A worker that was killed says nothing: one that is waited for is asked now and then. */
  #startHeartbeat(): void {
    if (this.#heartbeat !== undefined) return
    this.#missedHeartbeats = 0
    this.#heartbeat = setInterval(() => {
      if (this.#pendingCalls.size === 0) return this.#stopHeartbeat()
      if (++this.#missedHeartbeats >= MAX_MISSED_HEARTBEATS)
        return this.end(new Error('a worker does not answer any more'))
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
    const waiting = this.#pendingCalls.get(reply.id)
    if (!waiting) return
    if ('progress' in reply) return waiting.progress?.(...reply.progress)
    this.#pendingCalls.delete(reply.id)
    if ('value' in reply) return waiting.resolve(reply.value as never)
    const { message, code } = reply.failure
    waiting.reject(code ? new LandmarkerError(code, message) : new Error(message))
  }

  #fail(error: Error): void {
    this.#failure ??= error
    for (const { reject } of this.#pendingCalls.values()) reject(this.#failure)
    this.#pendingCalls.clear()
    this.#stopHeartbeat()
  }
}
