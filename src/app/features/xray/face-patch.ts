import type { Crop } from '../../../geometry/crop.ts'
import type { Point } from '../../../geometry/point.ts'
import type { Square } from '../../../geometry/square.ts'

/** The part of a picture around a face, on a canvas of its own: only it is broken and looked at again. */
export interface FacePatch {
  /** Of its top left corner, in pixels of the picture. */
  readonly left: number
  readonly top: number
  /** Pixels of the sheet per pixel of the picture, 1 at most. */
  readonly scale: number
  /** In pixels of the sheet. */
  readonly width: number
  readonly height: number
}

/** From the face's middle, in its sides: no knob takes a crop further, but into a corner with all of them. */
const PATCH_REACH_SIDES = 2
/** Sides of a face in pixels beyond which the sheet is reduced: two to a pixel of stage 2's crop. */
const MAX_FACE_SIDE_PX = 200

/** Where the sheet of a face lies; it ends where the picture ends. */
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

/** From pixels of the picture to pixels of the sheet. */
export function toPatchPoint({ left, top, scale }: FacePatch, [x, y]: Point): Point {
  return [(x - left) * scale, (y - top) * scale]
}

/** From pixels of the sheet to pixels of the picture. */
export function toImagePoint({ left, top, scale }: FacePatch, [x, y]: Point): Point {
  return [left + x / scale, top + y / scale]
}

/** A square of the picture on the sheet. */
export function toPatchSquare(patch: FacePatch, square: Square): Square {
  return { ...square, centre: toPatchPoint(patch, square.centre), side: square.side * patch.scale }
}

/** A square or a crop of the sheet in the picture. */
export function toImageSquare<S extends Square | Crop>(patch: FacePatch, square: S): S {
  return { ...square, centre: toImagePoint(patch, square.centre), side: square.side / patch.scale }
}
