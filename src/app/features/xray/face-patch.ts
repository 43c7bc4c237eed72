import type { Crop } from '../../../geometry/crop.ts'
import type { Point } from '../../../geometry/point.ts'
import type { Square } from '../../../geometry/square.ts'

/** Image patch around one face; perturbations and the cascade run on it alone. */
export interface FacePatch {
  /** Top left corner, in pixels of the picture. */
  readonly left: number
  readonly top: number
  /** Pixels of the patch per pixel of the picture, at most 1. */
  readonly scale: number
  /** Size in pixels of the patch. */
  readonly width: number
  readonly height: number
}

/**
 * Half-width of the patch in face sides. Enough for any single perturbation; only all of them combined can
 * exceed it.
 */
const PATCH_REACH_SIDES = 2
/** Face side in pixels above which the patch is reduced: two pixels per pixel of stage 2's crop. */
const MAX_FACE_SIDE_PX = 200

/** Computes the patch around a face, clipped to the picture. */
export function createFacePatch({ centre: [x, y], side }: Square, width: number, height: number): FacePatch {
  const reach = PATCH_REACH_SIDES * side
  const scale = Math.min(1, MAX_FACE_SIDE_PX / side)
  const left = Math.max(0, Math.floor(x - reach))
  const top = Math.max(0, Math.floor(y - reach))
  const extent = (from: number, to: number) => Math.max(1, Math.floor((to - from) * scale))
  return {
    left,
    top,
    scale,
    width: extent(left, Math.min(width, Math.ceil(x + reach))),
    height: extent(top, Math.min(height, Math.ceil(y + reach))),
  }
}

/** Maps a point from the picture to the patch. */
export function imageToPatchPoint({ left, top, scale }: FacePatch, [x, y]: Point): Point {
  return [(x - left) * scale, (y - top) * scale]
}

/** Maps a point from the patch to the picture. */
export function patchToImagePoint({ left, top, scale }: FacePatch, [x, y]: Point): Point {
  return [left + x / scale, top + y / scale]
}

/** Maps a square from the picture to the patch. */
export function imageToPatchSquare(patch: FacePatch, square: Square): Square {
  return { ...square, centre: imageToPatchPoint(patch, square.centre), side: square.side * patch.scale }
}

/** Maps a square or a crop from the patch to the picture. */
export function patchToImageSquare<S extends Square | Crop>(patch: FacePatch, square: S): S {
  return { ...square, centre: patchToImagePoint(patch, square.centre), side: square.side / patch.scale }
}
