import { RollingStats } from './rolling-stats.ts'
import type { Networks } from '../state/networks.ts'
import type { AnalysedImage } from './render-image.ts'
import { CanvasRenderer } from './canvas-renderer.ts'
import type { AppState } from '../state/state.ts'
import type { Store } from '../state/store.ts'

/** Interval of updates of the statistics: at 30 a second they could not be read. */
const STATS_INTERVAL_MS = 250

/** Shows pictures on the canvas, updates the statistics and notifies watchers. */
export class Presenter {
  readonly #store: Store
  readonly #networks: Networks
  readonly #renderer = new CanvasRenderer()
  readonly #stats = new RollingStats()
  readonly #watchers = new Set<() => void>()
  #statsUpdatedAt = 0

  constructor(store: Store, networks: Networks) {
    this.#store = store
    this.#networks = networks
  }

  /**
   * Calls `watcher` for every new picture, camera frames included, and when the picture is removed. Returns a
   * function that ends it.
   */
  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Sets the canvas to draw on; null removes it. */
  readonly attach = (canvas: HTMLCanvasElement | null): void => {
    this.#renderer.attach(canvas ?? undefined)
    this.redraw()
  }

  /** Picture on the canvas and whether it is mirrored; undefined if there is none. */
  readonly currentImage = (): { image: AnalysedImage; mirrored: boolean } | undefined => {
    const { image } = this.#renderer
    return image && { image, mirrored: this.#mirrored() }
  }

  /** Draws the last picture, with the current canvas size and options. */
  readonly redraw = (): void => {
    const { options, layers } = this.#store.state()
    this.#renderer.redraw({ options, layers, mirrored: this.#mirrored() }, this.#networks.running)
  }

  /** Shows a new picture with its faces. */
  show(image: AnalysedImage, picture: Exclude<AppState['picture'], 'none'>): void {
    const { faces, times } = image
    const now = performance.now()
    this.#stats.add(times, faces, now)
    this.#renderer.show(image)
    const before = this.#store.state()
    const isNew = picture !== before.picture || faces.length !== before.faces || before.busy
    if (isNew || now - this.#statsUpdatedAt > STATS_INTERVAL_MS) {
      this.#statsUpdatedAt = now
      const stats = this.#stats.summarize(picture !== 'photo')
      this.#store.set({ picture, busy: undefined, faces: faces.length, stats })
    }
    this.redraw()
    this.#notifyWatchers()
  }

  /** Restarts the statistics, after a change of networks. */
  resetStats(): void {
    this.#stats.clear()
  }

  /** Drops the picture, which the caller closes; the canvas keeps its pixels until the next one. */
  dropImage(): void {
    this.#renderer.dropImage()
    this.#stats.clear()
  }

  /** Clears the canvas. */
  clear(): void {
    this.#renderer.clear()
    this.#store.set({ picture: 'none', busy: undefined, faces: undefined, stats: undefined })
    this.#notifyWatchers()
  }

  #mirrored(): boolean {
    const { options, picture } = this.#store.state()
    return options.mirrored && picture === 'camera'
  }

  #notifyWatchers(): void {
    for (const watcher of this.#watchers) watcher()
  }
}
