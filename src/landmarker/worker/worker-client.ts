import { closeFrames } from '../cancellation.ts'
import { LandmarkerError } from '../errors.ts'
import {
  PING,
  type CallMessage,
  type CancelMessage,
  type CloseMessage,
  type ProgressCallback,
  type Reply,
  type Service,
} from './rpc.ts'

/** Heartbeat interval while calls are pending, and number of missed heartbeats after which a worker counts as dead. */
const HEARTBEAT_MS = 5000
const MAX_MISSED_HEARTBEATS = 6
/** Longest wait until a worker that is no longer needed has closed its frames; a run of its networks may be in the way. */
const CLOSE_LIMIT_MS = 5000

interface PendingCall {
  /** True if objects were transferred to the worker with it. */
  readonly transfers: boolean
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
  #onClosed: (() => void) | undefined
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
      if (this.#failure) {
        closeFrames(transfer)
        return reject(this.#failure)
      }
      const transfers = transfer.length > 0
      this.#pendingCalls.set(id, { transfers, resolve, reject, progress })
      this.#startHeartbeat()
      try {
        const cancellable = signal !== undefined
        const message: CallMessage = {
          id,
          name,
          argument,
          cancellable,
          ...(transfers && { transferred: transfer }),
        }
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

  /**
   * Rejects pending calls with `reason` at once, and terminates the worker as soon as it has closed the frames that were
   * transferred to it: browsers warn of frames that are lost.
   */
  async close(reason: Error): Promise<void> {
    const holdsFrames = [...this.#pendingCalls.values()].some(({ transfers }) => transfers)
    this.#fail(reason)
    if (holdsFrames) await this.#closeFrames()
    this.#worker.terminate()
  }

  #closeFrames(): Promise<void> {
    return new Promise((resolve) => {
      const limit = setTimeout(resolve, CLOSE_LIMIT_MS)
      this.#onClosed = () => {
        clearTimeout(limit)
        resolve()
      }
      this.#worker.postMessage({ close: true } satisfies CloseMessage)
    })
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
    if ('closed' in reply) return this.#onClosed?.()
    const pending = this.#pendingCalls.get(reply.id)
    if (!pending) return 'value' in reply ? closeFrames(reply.transferred ?? []) : undefined
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
