import { parseLayers, parseOptions } from './url-state.ts'
import type { AppState } from './state.ts'

/** State of the page with its listeners. */
export class Store {
  #state: AppState = {
    loading: { phase: 'loading', loaded: 0, total: 0 },
    options: parseOptions(location.search),
    picture: 'none',
    isPaused: false,
    busy: undefined,
    alert: undefined,
    cameras: [],
    camera: undefined,
    layers: parseLayers(location.search),
    tuned: [],
    stale: [],
    faces: undefined,
    stats: undefined,
    update: undefined,
  }
  readonly #listeners = new Set<() => void>()

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly state = (): AppState => this.#state

  /** Merges a change. An empty change still notifies listeners. */
  set(change: Partial<AppState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}
