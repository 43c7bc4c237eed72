import type { Detection } from '../../geometry/square.ts'
import type { Sighting, VideoSearch } from '../detection/face-finder.ts'
import type { ImageSource } from '../source.ts'

/** Milliseconds from look to look, while faces are followed and while there is none. */
const INTERVAL_MS = { tracking: 500, searching: 100 }

/**
 * Looks at frames beside the networks, for a look takes 80 to 130 ms: what is seen in a frame is given with the
 * next one after the look has ended.
 */
export class BackgroundVideoSearch implements VideoSearch {
  readonly #detect: (source: ImageSource) => Promise<Detection[]>
  #lookAt = 0
  #isLooking = false
  #seen: readonly Detection[] | undefined
  #failure: unknown
  lastSearchMs = 0

  constructor(detect: (source: ImageSource) => Promise<Detection[]>) {
    this.#detect = detect
  }

  searchFrame(source: ImageSource, now: number, known: readonly unknown[]): Promise<Sighting | undefined> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure as Error)
    const detections = this.#seen
    this.#seen = undefined
    if (!this.#isLooking && now >= this.#lookAt) {
      this.#lookAt = now + INTERVAL_MS[known.length > 0 ? 'tracking' : 'searching']
      void this.#startLook(source)
    }
    return Promise.resolve(detections && { detections, covers: () => true })
  }

  searchSoon(): void {
    this.#lookAt = 0
  }

  end(): void {
    this.#seen = undefined
  }

  async #startLook(source: ImageSource): Promise<void> {
    const began = performance.now()
    this.#isLooking = true
    try {
      this.#seen = await this.#detect(source)
    } catch (error) {
      this.#failure = error
    } finally {
      this.#isLooking = false
      this.lastSearchMs = performance.now() - began
    }
  }
}
