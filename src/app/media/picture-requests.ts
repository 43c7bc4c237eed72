import type { AppStore } from '../state/store.ts'

/** Kinds of work that can be called off; `face` is the one that X-ray opens by itself. */
export type RequestKind = 'camera' | 'clip' | 'photo' | 'face'

/** Numbered requests for pictures: a slow one must not replace a later picture. */
export class PictureRequests {
  readonly #store: AppStore
  readonly #onStart: () => void
  #latest = 0
  /** Requests whose work runs, by the kind of the work. */
  readonly #running = new Map<RequestKind, number>()

  /** `onStart` is called before each request. */
  constructor(store: AppStore, onStart: () => void) {
    this.#store = store
    this.#onStart = onStart
  }

  /** Tells whether work of this kind runs for the latest request. */
  isRunning(kind: RequestKind): boolean {
    return this.#running.get(kind) === this.#latest
  }

  /** Starts a request; all earlier ones are out of date from now on. `busy` is shown to the user. */
  start(busy: string | undefined): number {
    this.#onStart()
    this.#store.setState({ busy, alert: undefined })
    return ++this.#latest
  }

  /** Runs work of a request. */
  async run<T>(kind: RequestKind, requestId: number, work: () => Promise<T>): Promise<T> {
    this.#running.set(kind, requestId)
    try {
      return await work()
    } finally {
      if (this.#running.get(kind) === requestId) this.#running.delete(kind)
    }
  }

  /** Tells whether no other request came after this one. */
  isLatest(requestId: number): boolean {
    return requestId === this.#latest
  }

  /** Ends the latest request with a message, if there is one; without effect on a later one. */
  fail(requestId: number, message: string | undefined): void {
    if (this.isLatest(requestId)) this.#store.setState({ busy: undefined, alert: message })
  }

  /** Makes all requests out of date; returns a number for what follows. */
  cancel(): number {
    return ++this.#latest
  }
}
