import type { Detection } from '../../geometry/square.ts'
import { SEARCH_INTERVAL_MS, type SearchResult, type VideoSearch } from '../detection/face-finder.ts'
import type { ImageSource } from '../source.ts'

/**
 * Searches frames in parallel to the networks, because a search takes 80 to 130 ms. Its detections are returned with
 * the first frame after it has ended.
 */
export class BackgroundVideoSearch implements VideoSearch {
  readonly #detect: (source: ImageSource) => Promise<Detection[]>
  #nextSearchAt = 0
  #isSearching = false
  #detections: readonly Detection[] | undefined
  #failure: unknown
  lastSearchMs = 0

  constructor(detect: (source: ImageSource) => Promise<Detection[]>) {
    this.#detect = detect
  }

  searchFrame(
    source: ImageSource,
    now: number,
    known: readonly unknown[],
  ): Promise<SearchResult | undefined> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure as Error)
    const detections = this.#detections
    this.#detections = undefined
    if (!this.#isSearching && now >= this.#nextSearchAt) {
      this.#nextSearchAt = now + SEARCH_INTERVAL_MS[known.length > 0 ? 'tracking' : 'searching']
      void this.#startSearch(source)
    }
    return Promise.resolve(detections && { detections, covers: () => true })
  }

  searchSoon(): void {
    this.#nextSearchAt = 0
  }

  async #startSearch(source: ImageSource): Promise<void> {
    const startedAt = performance.now()
    this.#isSearching = true
    try {
      this.#detections = await this.#detect(source)
    } catch (error) {
      this.#failure = error
    } finally {
      this.#isSearching = false
      this.lastSearchMs = performance.now() - startedAt
    }
  }
}
