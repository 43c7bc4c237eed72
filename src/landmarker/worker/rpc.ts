import { closeFrames } from '../cancellation.ts'
import { LandmarkerError, getErrorMessage, type LandmarkerErrorCode } from '../errors.ts'

type Handler = (argument: never, progress: ProgressCallback, signal: AbortSignal | undefined) => unknown

/** Functions of a worker by name; each takes one cloneable value and returns one. */
export type Service<S> = { readonly [K in keyof S]: Handler }

/** Callback for the progress of a download: bytes loaded and total bytes. */
export type ProgressCallback = (loaded: number, total: number) => void

export interface CallMessage {
  readonly id: number
  readonly name: string
  readonly argument: unknown
  /** True if a `CancelMessage` may follow. */
  readonly cancellable: boolean
  /** Objects in the argument that have been transferred. */
  readonly transferred?: readonly Transferable[]
}

/** Number of a call whose result is no longer wanted. */
export interface CancelMessage {
  readonly cancel: number
}

/** Sent before the worker is terminated: it closes the frames that it holds, and answers no more calls. */
export interface CloseMessage {
  readonly close: true
}

interface Failure {
  readonly message: string
  readonly code: LandmarkerErrorCode | undefined
}

export type Reply =
  | { readonly id: number; readonly value: unknown; readonly transferred?: readonly Transferable[] }
  | { readonly id: number; readonly failure: Failure }
  | { readonly id: number; readonly progress: readonly [number, number] }
  /** Reason why the worker cannot continue. */
  | { readonly lost: string }
  /** Answer to a `CloseMessage`. */
  | { readonly closed: true }

/** Name of a call that every worker answers, used as heartbeat. */
export const PING = 'ping'

/** Part of a worker's global scope, or of a message port, that `serveCalls` needs. */
interface Port {
  addEventListener(
    type: 'message',
    listener: (event: MessageEvent<CallMessage | CancelMessage | CloseMessage>) => void,
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

/**
 * Downloads report every chunk. React gives up ("too many nested updates") when 50 updates in a row leave other work
 * of the page waiting, which it does for up to 5 s.
 */
const PROGRESS_INTERVAL_MS = 200

/** Passes the first progress, the end, and at most one in `PROGRESS_INTERVAL_MS` between them. */
function limitProgress(report: ProgressCallback): ProgressCallback {
  let reportedAt = -Infinity
  return (loaded, total) => {
    const now = performance.now()
    if (loaded < total && now - reportedAt < PROGRESS_INTERVAL_MS) return
    reportedAt = now
    report(loaded, total)
  }
}

/** Answers the calls that arrive at a port; returns a function that reports that the worker cannot continue. */
export function serveCalls<S extends Service<S>>(port: Port, service: S): (reason: string) => void {
  const cancellations = new Map<number, AbortController>()
  /** Objects that were transferred here, by the call that is in progress with them. */
  const held = new Map<number, readonly Transferable[]>()
  let isClosed = false
  port.addEventListener('message', ({ data }) => {
    if ('cancel' in data) return cancellations.get(data.cancel)?.abort()
    if ('close' in data) {
      isClosed = true
      for (const objects of held.values()) closeFrames(objects)
      return port.postMessage({ closed: true })
    }
    const { id, name, argument, cancellable, transferred } = data
    if (name === PING) return port.postMessage({ id, value: undefined })
    const run = async () => {
      const handle = service[name as keyof S] as Handler
      const cancellation = cancellable ? new AbortController() : undefined
      if (cancellation) cancellations.set(id, cancellation)
      if (transferred) held.set(id, transferred)
      const progress = limitProgress((loaded, total) => port.postMessage({ id, progress: [loaded, total] }))
      return handle(argument as never, progress, cancellation?.signal)
    }
    const answer = run().finally(() => {
      cancellations.delete(id)
      held.delete(id)
    })
    answer.then(
      (value) => {
        const transfer = typeof value === 'object' && value ? (transferLists.get(value) ?? []) : []
        if (isClosed) return closeFrames(transfer)
        port.postMessage({ id, value, transferred: transfer }, { transfer })
      },
      (error: unknown) => {
        if (isClosed) return
        const code = error instanceof LandmarkerError ? error.code : undefined
        port.postMessage({ id, failure: { message: getErrorMessage(error), code } })
      },
    )
  })
  return (reason) => port.postMessage({ lost: reason })
}
