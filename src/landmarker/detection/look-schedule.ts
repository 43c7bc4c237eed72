import type { Crop } from '../../geometry/crop.ts'
import { SEARCH_INTERVAL_MS } from './face-finder.ts'
import { letterboxImage } from './letterbox.ts'
import { createTiles } from './tiles.ts'

/** Smallest face to be found in a video, as a share of the longer side: 40 pixels in 640. */
const SMALLEST_VIDEO_FACE_SHARE = 40 / 640

/** Time in which the tiles cover the picture once. */
const TILES_PERIOD_MS = 1000

/** Maximum share of the time spent on looks at tiles, so that the frame rate does not drop. */
const MAX_TILES_SHARE = 0.2

/** Maximum number of tiles in one frame, if frames come more slowly than tiles are due. */
const MAX_TILES_PER_FRAME = 4

/** Longest look with which tiles are searched too; if one takes longer, only the whole picture is searched. */
const MAX_TILE_LOOK_MS = 50

/**
 * Time assumed for a look at a frame of a clip, about that of WASM on a laptop; a measured one would make two passes
 * over a clip search different frames.
 */
const CLIP_LOOK_MS = 10

/** Number of recent looks; the time of a look is their minimum, because the first looks include compilation. */
const MAX_TIMED_LOOKS = 5

/**
 * Decides which parts of a video's next frame to search: the whole picture at a fixed interval, and tiles in turn in
 * between, which show small faces large enough to be detected. Slow machines search fewer tiles.
 */
export class LookSchedule {
  #tiles: readonly Crop[] = []
  #size = [0, 0]
  #nextTile = 0
  #wholeAt = -Infinity
  #tilesAt = 0
  /** Times of the recent looks. */
  readonly #lookTimesMs: number[]
  readonly #isClip: boolean

  /** @param isClip - does not adapt to the speed of the machine, so that each pass searches the same frames. */
  constructor(isClip = false) {
    this.#isClip = isClip
    this.#lookTimesMs = isClip ? [CLIP_LOOK_MS] : []
  }

  /** Takes the looks that are due now, possibly none. `now` is in milliseconds of any clock. */
  takeDueLooks(width: number, height: number, now: number, isTracking: boolean): Crop[] {
    if (width !== this.#size[0] || height !== this.#size[1]) this.#resetTiles(width, height)
    if (now >= this.#wholeAt) {
      this.#wholeAt = now + SEARCH_INTERVAL_MS[isTracking ? 'tracking' : 'searching']
      return [letterboxImage(width, height)]
    }
    const lookMs = Math.min(...this.#lookTimesMs)
    if (this.#tiles.length === 0 || now < this.#tilesAt || lookMs > MAX_TILE_LOOK_MS) return []
    const interval = Math.max(TILES_PERIOD_MS / this.#tiles.length, lookMs / MAX_TILES_SHARE)
    const due = Math.min(
      MAX_TILES_PER_FRAME,
      this.#tiles.length,
      1 + Math.floor((now - this.#tilesAt) / interval),
    )
    // Counted from their due time, so that a delayed frame does not lengthen the round.
    this.#tilesAt = Math.max(this.#tilesAt + due * interval, now - interval)
    return Array.from({ length: due }, () => this.#tiles[this.#nextTile++ % this.#tiles.length]!)
  }

  /** Adds the total time of a number of looks. */
  addTiming(milliseconds: number, looks: number): void {
    if (this.#isClip) return
    this.#lookTimesMs.push(milliseconds / looks)
    if (this.#lookTimesMs.length > MAX_TIMED_LOOKS) this.#lookTimesMs.shift()
  }

  /** Makes a look at the whole picture due at the next frame. */
  searchSoon(): void {
    this.#wholeAt = -Infinity
  }

  #resetTiles(width: number, height: number): void {
    this.#size = [width, height]
    this.#tiles = createTiles(width, height, SMALLEST_VIDEO_FACE_SHARE * Math.max(width, height))
    this.#nextTile = 0
    this.#tilesAt = 0
    this.#wholeAt = -Infinity
  }
}
