import { LandmarkerError, messageOf, type LandmarkerErrorCode } from '../errors.ts'

type Handler = (argument: never, progress: Progress) => unknown

/** What a worker does, by name: each function takes one value that can be cloned, and gives one. */
type Service<S> = { readonly [K in keyof S]: Handler }

/** Called while something goes on, with bytes loaded and bytes in all. */
export type Progress = (loaded: number, total: number) => void

interface Call {
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
const LOOK_MS = 5000
const LOOKS = 6

/** The part of a worker's global scope, or of a message port, that is needed here. */
interface Port {
  addEventListener(type: 'message', listener: (event: MessageEvent<Call>) => void): void
  postMessage(message: Reply, options?: { transfer: Transferable[] }): void
}

/** What an answer gives away instead of copying it. */
const given = new WeakMap<object, Transferable[]>()

/** Marks what is moved, not copied, when `value` is sent as an answer. */
export function giving<T extends object>(value: T, transfer: Transferable[]): T {
  given.set(value, transfer)
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
        const transfer = typeof value === 'object' && value ? (given.get(value) ?? []) : []
        port.postMessage({ id, value }, { transfer })
      },
      (error: unknown) => {
        const code = error instanceof LandmarkerError ? error.code : undefined
        port.postMessage({ id, failure: { message: messageOf(error), code } })
      },
    )
  })
  return (reason) => port.postMessage({ lost: reason })
}

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
  readonly progress: Progress | undefined
}

/** A worker that serves S. When it fails, so does every call that waits for it, and every later one. */
export class Remote<S extends Service<S>> {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #calls = 0
  #failure: Error | undefined
  #looking: ReturnType<typeof setInterval> | undefined
  /** Looks at the worker since it last said something; not a time, which goes on while a computer sleeps. */
  #silent = 0

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
    progress?: Progress,
  ): Promise<Awaited<ReturnType<S[K]>>> {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure)
      const id = this.#calls++
      this.#waiting.set(id, { resolve, reject, progress })
      this.#watch()
      try {
        this.#worker.postMessage({ id, name, argument } satisfies Call, transfer)
      } catch (error) {
        this.#waiting.delete(id)
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
  #watch(): void {
    if (this.#looking !== undefined) return
    this.#silent = 0
    this.#looking = setInterval(() => {
      if (this.#waiting.size === 0) return this.#rest()
      if (++this.#silent >= LOOKS) return this.end(new Error('a worker does not answer any more'))
      this.#worker.postMessage({ id: this.#calls++, name: PING, argument: undefined } satisfies Call)
    }, LOOK_MS)
  }

  #rest(): void {
    clearInterval(this.#looking)
    this.#looking = undefined
  }

  #receive(reply: Reply): void {
    this.#silent = 0
    this.hasAnswered = true
    if ('lost' in reply) return this.end(new Error(reply.lost))
    const waiting = this.#waiting.get(reply.id)
    if (!waiting) return
    if ('progress' in reply) return waiting.progress?.(...reply.progress)
    this.#waiting.delete(reply.id)
    if ('value' in reply) return waiting.resolve(reply.value as never)
    const { message, code } = reply.failure
    waiting.reject(code ? new LandmarkerError(code, message) : new Error(message))
  }

  #fail(error: Error): void {
    this.#failure ??= error
    for (const { reject } of this.#waiting.values()) reject(this.#failure)
    this.#waiting.clear()
    this.#rest()
  }
}
