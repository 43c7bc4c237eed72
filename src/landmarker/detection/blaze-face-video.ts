import type { Crop } from '../../geometry/crop.ts'
import { DETECTOR_GEOMETRY } from '../../geometry/face.ts'
import type { Square } from '../../geometry/square.ts'
import type { CropSource } from '../pixel-image.ts'
import { getSourceSize } from '../source.ts'
import { MIN_IMAGE_SIDE_PX, type SearchResult, type VideoSearch } from './face-finder.ts'
import { LookSchedule } from './look-schedule.ts'
import { MIN_FACE_SHARE } from './tiles.ts'

/** A face this much larger than the smallest reliably detected one is certain to be detected. */
const SAFE_SIZE_RATIO = 1.3

/** Searches parts of a frame. */
export type SearchFrame = (
  source: CropSource,
  looks: readonly Crop[],
  known: readonly Square[],
) => Promise<SearchResult>

/** Search for faces over the frames of one video, at the places and times that `LookSchedule` sets. */
export class BlazeFaceVideoSearch implements VideoSearch {
  readonly #searchFrame: SearchFrame
  readonly #schedule: LookSchedule
  lastSearchMs = 0

  constructor(see: SearchFrame, isClip: boolean) {
    this.#searchFrame = see
    this.#schedule = new LookSchedule(isClip)
  }

  async searchFrame(
    source: CropSource,
    now: number,
    known: readonly Square[],
  ): Promise<SearchResult | undefined> {
    const { width, height } = getSourceSize(source)
    if (Math.min(width, height) < MIN_IMAGE_SIDE_PX) return undefined
    const looks = this.#schedule.takeDueLooks(width, height, now, known.length > 0)
    if (looks.length === 0) return undefined
    const startedAt = performance.now()
    const searchResult = await this.#searchFrame(source, looks, known)
    this.lastSearchMs = performance.now() - startedAt
    this.#schedule.addTiming(this.lastSearchMs, looks.length)
    return searchResult
  }

  searchSoon(): void {
    this.#schedule.searchSoon()
  }
}

/** Returns true if a look shows a face completely and large enough to be detected. */
export function showsFace(look: Crop, { centre, side }: Square): boolean {
  const size = side * DETECTOR_GEOMETRY.short.size
  const reach =
    Math.max(Math.abs(centre[0] - look.centre[0]), Math.abs(centre[1] - look.centre[1])) + size / 2
  return reach <= look.side / 2 && size >= SAFE_SIZE_RATIO * MIN_FACE_SHARE * look.side
}
