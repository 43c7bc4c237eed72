import type { Crop } from '../../geometry/crop.ts'
import { DETECTOR } from '../../geometry/face.ts'
import type { Square } from '../../geometry/square.ts'
import { sizeOf, type ImageSource } from '../source.ts'
import type { Sighting, VideoSearch } from './face-finder.ts'
import { LooksSchedule } from './looks-schedule.ts'
import { SMALLEST_SHARE } from './tiles.ts'

/** Shorter sides hold no face that could be found. */
export const MIN_IMAGE_SIDE_PX = 16

/** A face this many times larger than the smallest that a look shows reliably would have been seen in it. */
const SURE_RATIO = 1.3

/** Looks at parts of a frame. */
export type See = (source: ImageSource, looks: readonly Crop[], known: readonly Square[]) => Promise<Sighting>

/** One video's search: the schedule decides, the finder looks. */
export class BlazeFaceVideoSearch implements VideoSearch {
  readonly #see: See
  readonly #schedule = new LooksSchedule()
  lastTook = 0

  constructor(see: See) {
    this.#see = see
  }

  async look(source: ImageSource, now: number, known: readonly Square[]): Promise<Sighting | undefined> {
    const { width, height } = sizeOf(source)
    if (Math.min(width, height) < MIN_IMAGE_SIDE_PX) return undefined
    const looks = this.#schedule.next(width, height, now, known.length > 0)
    if (looks.length === 0) return undefined
    const began = performance.now()
    const sighting = await this.#see(source, looks, known)
    this.lastTook = performance.now() - began
    this.#schedule.took(this.lastTook, looks.length)
    return sighting
  }

  hurry(): void {
    this.#schedule.hurry()
  }

  end(): void {
    // Nothing is held.
  }
}

/** Tells whether a look shows a face whole and large enough to be found. */
export function shows(look: Crop, { centre, side }: Square): boolean {
  const size = side * DETECTOR.short.size
  const reach =
    Math.max(Math.abs(centre[0] - look.centre[0]), Math.abs(centre[1] - look.centre[1])) + size / 2
  return reach <= look.side / 2 && size >= SURE_RATIO * SMALLEST_SHARE * look.side
}
