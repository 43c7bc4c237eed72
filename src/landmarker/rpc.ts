import { LandmarkerError, messageOf, type LandmarkerErrorCode } from './errors.ts'

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

/** Answers calls that arrive at a port. */
export function serve<S extends Service<S>>(port: Port, service: S): void {
  port.addEventListener('message', ({ data: { id, name, argument } }) => {
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

  constructor(worker: Worker) {
    this.#worker = worker
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#receive(data))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      this.#fail(new Error(event.message || 'a worker could not be loaded'))
    })
    worker.addEventListener('messageerror', () => this.#fail(new Error('a worker sent what cannot be read')))
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

  #receive(reply: Reply): void {
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
  }
}
