import type { Crop } from '../../geometry/crop.ts'
import { letterboxImage } from './letterbox.ts'
import { createTiles } from './tiles.ts'

/** Smallest face to be found in a video, as a share of the longer side: 40 pixels in 640. */
const SMALLEST_VIDEO_FACE_SHARE = 40 / 640

/** Milliseconds from look to look at the whole picture, while faces are followed and while there is none. */
const WHOLE_INTERVAL_MS = { tracking: 500, searching: 100 }

/** Milliseconds in which the tiles cover the picture once. */
const TILES_PERIOD_MS = 1000

/** Largest share of the time that looks at tiles may take, so that frames go on. */
const MAX_TILES_SHARE = 0.2

/** Most tiles in one frame, where frames come more slowly than tiles are due. */
const MAX_TILES_PER_FRAME = 4

/** Where a look takes longer, in milliseconds, the whole picture alone is looked at. */
const MAX_TILE_LOOK_MS = 50

/** Latest looks whose shortest counts as the time of a look: the first ones of all still compile. */
const MAX_TIMED_LOOKS = 5

/**
 * Decides which parts of a video's next frame to search: the whole picture now and then, and in between tiles in
 * turn, which show small faces large enough. Slow machines look at fewer tiles.
 */
export class LookSchedule {
  #tiles: readonly Crop[] = []
  #size = [0, 0]
  #nextTile = 0
  #wholeAt = 0
  #tilesAt = 0
  /** Milliseconds of the latest looks. */
  readonly #lookTimesMs: number[] = []

  /** Parts of a frame to look at now, none if it is not time yet. `now` in milliseconds of any clock. */
  takeDueLooks(width: number, height: number, now: number, isTracking: boolean): Crop[] {
    if (width !== this.#size[0] || height !== this.#size[1]) this.#resetTiles(width, height)
    if (now >= this.#wholeAt) {
      this.#wholeAt = now + WHOLE_INTERVAL_MS[isTracking ? 'tracking' : 'searching']
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
    // From when they were due: a frame's delay does not make the round longer.
    this.#tilesAt = Math.max(this.#tilesAt + due * interval, now - interval)
    return Array.from({ length: due }, () => this.#tiles[this.#nextTile++ % this.#tiles.length])
  }

  /** Notes how long so many looks took. */
  addTiming(milliseconds: number, looks: number): void {
    this.#lookTimesMs.push(milliseconds / looks)
    if (this.#lookTimesMs.length > MAX_TIMED_LOOKS) this.#lookTimesMs.shift()
  }

  /** The whole picture is looked at in the next frame. */
  searchSoon(): void {
    this.#wholeAt = 0
  }

  #resetTiles(width: number, height: number): void {
    this.#size = [width, height]
    this.#tiles = createTiles(width, height, SMALLEST_VIDEO_FACE_SHARE * Math.max(width, height))
    this.#nextTile = 0
    this.#tilesAt = 0
    this.#wholeAt = 0
  }
}
