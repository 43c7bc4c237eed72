import { rotate, type Point } from './point.ts'
import type { Square } from './square.ts'

/** Square region of an image, turned upright and scaled to `size` x `size` pixels. */
export interface Crop {
  readonly centre: Point
  /** Side in pixels of the image, including the margin. */
  readonly side: number
  /** Rotation in radians, clockwise on screen when positive. */
  readonly roll: number
  /** Side in pixels of the crop. */
  readonly size: number
}

/** Computes the crop of a face: its square enlarged by `margin` (crop side divided by face side). */
export function cropAtSquare(square: Square, margin: number, size: number): Crop {
  return { centre: square.centre, side: square.side * margin, roll: square.roll, size }
}

/** Converts a point from pixels of the crop to pixels of the image. */
export function toImagePoint(crop: Crop, [x, y]: Point): Point {
  const [dx, dy] = rotate([(x / crop.size - 0.5) * crop.side, (y / crop.size - 0.5) * crop.side], crop.roll)
  return [crop.centre[0] + dx, crop.centre[1] + dy]
}

/** Converts a point from pixels of the image to pixels of the crop. */
export function toCropPoint(crop: Crop, [x, y]: Point): Point {
  const [dx, dy] = rotate([x - crop.centre[0], y - crop.centre[1]], -crop.roll)
  return [(dx / crop.side + 0.5) * crop.size, (dy / crop.side + 0.5) * crop.size]
}

/** Computes the canvas matrix [a, b, c, d, e, f] that draws the image into the crop. */
export function computeDrawMatrix(crop: Crop): [number, number, number, number, number, number] {
  const scale = crop.size / crop.side
  const cos = Math.cos(crop.roll) * scale
  const sin = Math.sin(crop.roll) * scale
  const [x, y] = crop.centre
  const half = crop.size / 2
  return [cos, -sin, sin, cos, half - (cos * x + sin * y), half - (cos * y - sin * x)]
}
