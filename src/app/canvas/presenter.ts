import type { AppState } from '../state/state.ts'
import type { AppStore } from '../state/store.ts'
import type { AnalysedImage } from './render-image.ts'
import { RollingStats } from './rolling-stats.ts'

/** Interval of updates of the statistics: at 30 a second they could not be read. */
const STATS_INTERVAL_MS = 250

/** Puts pictures and their statistics into the page's state; `showImageOn` draws them. */
export class Presenter {
  readonly #store: AppStore
  readonly #stats = new RollingStats()
  #statsUpdatedAt = 0

  constructor(store: AppStore) {
    this.#store = store
  }

  /** Shows a new picture with its faces. */
  show(image: AnalysedImage, picture: Exclude<AppState['picture'], 'none'>): void {
    const { faces, times } = image
    const now = performance.now()
    this.#stats.add(times, faces, now)
    const before = this.#store.getState()
    const isNew = picture !== before.picture || faces.length !== before.faces || before.busy
    if (!isNew && now - this.#statsUpdatedAt <= STATS_INTERVAL_MS) return this.#store.setState({ image })
    this.#statsUpdatedAt = now
    const stats = this.#stats.summarize(picture !== 'photo')
    this.#store.setState({ image, picture, busy: undefined, faces: faces.length, stats })
  }

  /** Restarts the statistics, after a change of networks. */
  resetStats(): void {
    this.#stats.clear()
  }

  /** Drops the picture, which the caller closes; the canvas keeps its pixels until the next one. */
  dropImage(): void {
    this.#store.setState({ image: undefined })
    this.#stats.clear()
  }

  /** Removes the picture; the canvas is cleared. */
  clear(): void {
    this.#store.setState({
      image: undefined,
      picture: 'none',
      busy: undefined,
      faces: undefined,
      stats: undefined,
    })
  }
}
