import { layersOf, optionsOf } from './url-state.ts'
import type { StudioState } from './state.ts'

/** The page's state, and those who are told when it changes. */
export class Store {
  #state: StudioState = {
    engine: { phase: 'loading', loaded: 0, total: 0 },
    options: optionsOf(location.search),
    picture: 'none',
    busy: undefined,
    alert: undefined,
    cameras: [],
    camera: undefined,
    layers: layersOf(location.search),
    tuned: [],
    stale: [],
    faces: undefined,
    figures: undefined,
    update: undefined,
  }
  readonly #listeners = new Set<() => void>()

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly state = (): StudioState => this.#state

  /** Without a change, those who listen look again all the same. */
  set(change: Partial<StudioState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}
