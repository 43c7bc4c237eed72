import { parseLayers, parseOptions } from './url-state.ts'
import type { AppState } from './state.ts'

/** The page's state, and those who are told when it changes. */
export class Store {
  #state: AppState = {
    loading: { phase: 'loading', loaded: 0, total: 0 },
    options: parseOptions(location.search),
    picture: 'none',
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

  /** Without a change, those who listen look again all the same. */
  set(change: Partial<AppState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}
