import { rotate } from '../geometry/point.ts'
import type { Square } from '../geometry/square.ts'
import { sampleNormal, createRandom } from '../evaluation/random.ts'

/** Crops of a frame that trains: the face's own square, and some that miss it a little. */
export const CROPS_PER_FRAME = 4

/** Deviations by which they miss, as in training/augment.py: roll in radians, centre in sides, log of the side. */
const CROP_DEVIATIONS = { roll: 0.06, centre: 0.018, side: 0.03 }

/**
 * The first of the frames that do not train, of a recording of so many: its last fifth, for measuring. They are one
 * block of time, because single frames would have neighbours before and after, almost alike, that train.
 */
export function findHoldOutStart(frames: number): number {
  return frames - Math.floor(frames / 5)
}

/** The squares to cut of a frame: the face's own first; of a frame held out, that one alone. */
export function createCropSquares(frame: number, square: Square, heldOut: boolean): Square[] {
  if (heldOut) return [square]
  const random = createRandom(frame + 1)
  const missed = Array.from({ length: CROPS_PER_FRAME - 1 }, (): Square => {
    const roll = square.roll + CROP_DEVIATIONS.roll * sampleNormal(random)
    const reach = CROP_DEVIATIONS.centre * square.side
    const [dx, dy] = rotate([reach * sampleNormal(random), reach * sampleNormal(random)], roll)
    return {
      centre: [square.centre[0] + dx, square.centre[1] + dy],
      side: square.side * Math.exp(CROP_DEVIATIONS.side * sampleNormal(random)),
      roll,
    }
  })
  return [square, ...missed]
}
