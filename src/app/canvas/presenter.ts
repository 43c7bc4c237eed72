import { RollingStats } from './rolling-stats.ts'
import type { Networks } from '../state/networks.ts'
import type { AnalysedImage } from './render-image.ts'
import { CanvasRenderer } from './canvas-renderer.ts'
import type { Store } from '../state/store.ts'

/** React hears of new figures so often, in milliseconds: at 30 times a second they could not be read. */
const STATS_INTERVAL_MS = 250

/** The picture that is shown, its figures, and those who want to know of each. */
export class Presenter {
  readonly #store: Store
  readonly #networks: Networks
  readonly #renderer = new CanvasRenderer()
  readonly #stats = new RollingStats()
  readonly #watchers = new Set<() => void>()
  #figuresAt = 0

  constructor(store: Store, networks: Networks) {
    this.#store = store
    this.#networks = networks
  }

  /** Told at every new picture, a camera's frames too, and when there is none any more: see `picture`. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** The canvas to draw on; null when it goes away. */
  readonly attach = (canvas: HTMLCanvasElement | null): void => {
    this.#renderer.attach(canvas ?? undefined)
    this.redraw()
  }

  /** The picture on the screen and how it is drawn there, to be saved. */
  readonly picture = (): { image: AnalysedImage; mirrored: boolean } | undefined => {
    const { image } = this.#renderer
    return image && { image, mirrored: this.#mirrored() }
  }

  /** Draws the last picture again: another size, another layer. */
  readonly redraw = (): void => {
    const { options, layers } = this.#store.state()
    this.#renderer.redraw({ options, layers, mirrored: this.#mirrored() }, this.#networks.running)
  }

  /** A new picture, with what was found in it. */
  show(image: AnalysedImage, picture: 'camera' | 'photo'): void {
    const { faces, times } = image
    const now = performance.now()
    this.#stats.add(times, faces, now)
    this.#renderer.show(image)
    const before = this.#store.state()
    const fresh = picture !== before.picture || faces.length !== before.faces || before.busy
    if (fresh || now - this.#figuresAt > STATS_INTERVAL_MS) {
      this.#figuresAt = now
      const stats = this.#stats.summarize(picture === 'camera')
      this.#store.set({ picture, busy: undefined, faces: faces.length, stats })
    }
    this.redraw()
    this.#notifyWatchers()
  }

  /** Begins the figures anew: other networks. */
  resetStats(): void {
    this.#stats.clear()
  }

  /** Forgets the picture, which is closed elsewhere; it stays to be seen until the next one. */
  forget(): void {
    this.#renderer.forget()
    this.#stats.clear()
  }

  /** Nothing to be seen any more. */
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
