import type { AppStore } from '../state/store.ts'

/** Kinds of pictures that take long enough to be called off. */
export type RequestKind = 'camera' | 'clip' | 'photo'

/** Numbered requests for pictures: a slow one must not replace a later picture. */
export class PictureRequests {
  readonly #store: AppStore
  readonly #onStart: () => void
  #latest = 0
  #running: { readonly id: number; readonly kind: RequestKind } | undefined

  /** `onStart` is called before each request. */
  constructor(store: AppStore, onStart: () => void) {
    this.#store = store
    this.#onStart = onStart
  }

  /** Kind of the latest request while `run` runs it; undefined for other requests. */
  get runningKind(): RequestKind | undefined {
    return this.#running && this.isLatest(this.#running.id) ? this.#running.kind : undefined
  }

  /** Starts a request; all earlier ones are out of date from now on. `busy` is shown to the user. */
  start(busy: string | undefined): number {
    this.#onStart()
    this.#store.setState({ busy, alert: undefined })
    return ++this.#latest
  }

  /** Starts a request and runs its work. */
  async run<T>(kind: RequestKind, busy: string, work: (requestId: number) => Promise<T>): Promise<T> {
    const id = this.start(busy)
    this.#running = { id, kind }
    try {
      return await work(id)
    } finally {
      if (this.#running?.id === id) this.#running = undefined
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
