import { rotate } from '../geometry/point.ts'
import type { Square } from '../geometry/square.ts'
import { sampleNormal, createRandom } from '../evaluation/random.ts'

/** Crops per training frame: the face's own square, and perturbed ones. */
export const CROPS_PER_FRAME = 4

/** Standard deviations of the perturbation, as in training/augment.py: roll in radians, centre in sides, log of the side. */
const CROP_DEVIATIONS = { roll: 0.06, centre: 0.018, side: 0.03 }

/**
 * Finds the first held-out frame of a recording: its last fifth is used for validation. The hold-out is one block of
 * time, because single frames would have nearly identical neighbours in the training set.
 */
export function findHoldOutStart(frames: number): number {
  return frames - Math.floor(frames / 5)
}

/** Creates the squares to crop from a frame: the face's own first, then perturbed ones unless it is held out. */
export function createCropSquares(frame: number, square: Square, heldOut: boolean): Square[] {
  if (heldOut) return [square]
  const random = createRandom(frame + 1)
  const perturbed = Array.from({ length: CROPS_PER_FRAME - 1 }, (): Square => {
    const roll = square.roll + CROP_DEVIATIONS.roll * sampleNormal(random)
    const reach = CROP_DEVIATIONS.centre * square.side
    const [dx, dy] = rotate([reach * sampleNormal(random), reach * sampleNormal(random)], roll)
    return {
      centre: [square.centre[0] + dx, square.centre[1] + dy],
      side: square.side * Math.exp(CROP_DEVIATIONS.side * sampleNormal(random)),
      roll,
    }
  })
  return [square, ...perturbed]
}
