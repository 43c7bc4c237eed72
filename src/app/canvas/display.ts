import { FigureKeeper } from './rolling-stats.ts'
import type { Networks } from '../state/networks.ts'
import type { Shown } from './renderer.ts'
import { Screen } from './screen.ts'
import type { Store } from '../state/store.ts'

/** React hears of new figures so often, in milliseconds: at 30 times a second they could not be read. */
const FIGURES_EVERY = 250

/** The picture that is shown, its figures, and those who want to know of each. */
export class Display {
  readonly #store: Store
  readonly #networks: Networks
  readonly #screen = new Screen()
  readonly #keeper = new FigureKeeper()
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
    this.#screen.attach(canvas ?? undefined)
    this.redraw()
  }

  /** The picture on the screen and how it is drawn there, to be saved. */
  readonly picture = (): { shown: Shown; mirrored: boolean } | undefined => {
    const { shown } = this.#screen
    return shown && { shown, mirrored: this.#mirrored() }
  }

  /** Draws the last picture again: another size, another layer. */
  readonly redraw = (): void => {
    const { options, layers } = this.#store.state()
    this.#screen.redraw({ options, layers, mirrored: this.#mirrored() }, this.#networks.running)
  }

  /** A new picture, with what was found in it. */
  show(shown: Shown, picture: 'camera' | 'photo'): void {
    const { faces, times } = shown
    const now = performance.now()
    this.#keeper.add(times, faces, now)
    this.#screen.show(shown)
    const before = this.#store.state()
    const fresh = picture !== before.picture || faces.length !== before.faces || before.busy
    if (fresh || now - this.#figuresAt > FIGURES_EVERY) {
      this.#figuresAt = now
      const figures = this.#keeper.figures(picture === 'camera')
      this.#store.set({ picture, busy: undefined, faces: faces.length, figures })
    }
    this.redraw()
    this.#tell()
  }

  /** Begins the figures anew: other networks. */
  clearFigures(): void {
    this.#keeper.clear()
  }

  /** Forgets the picture, which is closed elsewhere; it stays to be seen until the next one. */
  forget(): void {
    this.#screen.forget()
    this.#keeper.clear()
  }

  /** Nothing to be seen any more. */
  clear(): void {
    this.#screen.clear()
    this.#store.set({ picture: 'none', busy: undefined, faces: undefined, figures: undefined })
    this.#tell()
  }

  #mirrored(): boolean {
    const { options, picture } = this.#store.state()
    return options.mirrored && picture === 'camera'
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher()
  }
}
