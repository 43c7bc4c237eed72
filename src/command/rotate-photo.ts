import { rotate, type Point } from '../geometry/point.ts'
import { SRGB } from '../landmarker/srgb.ts'

/** Conversions between the pixels of a photo and those of the canvas on which it was rotated. */
export interface RotatedPhoto {
  readonly toRotated: (point: Point) => Point
  readonly toPhoto: (point: Point) => Point
}

/** Draws a photo, rotated clockwise about its centre, on a canvas that is sized to hold all of it. */
export function rotatePhoto(
  photo: HTMLCanvasElement | ImageBitmap,
  degrees: number,
  canvas: HTMLCanvasElement | OffscreenCanvas,
): RotatedPhoto {
  const angle = (degrees * Math.PI) / 180
  const { width, height } = photo
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))]
  canvas.width = Math.ceil(cos * width + sin * height)
  canvas.height = Math.ceil(sin * width + cos * height)
  const context = canvas.getContext('2d', { ...SRGB, willReadFrequently: true }) as
    CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null
  if (!context) throw new Error('this browser gave no 2D canvas')
  context.translate(canvas.width / 2, canvas.height / 2)
  context.rotate(angle)
  context.drawImage(photo, -width / 2, -height / 2)
  return {
    toRotated: ([x, y]) => {
      const [dx, dy] = rotate([x - width / 2, y - height / 2], angle)
      return [dx + canvas.width / 2, dy + canvas.height / 2]
    },
    toPhoto: ([x, y]) => {
      const [dx, dy] = rotate([x - canvas.width / 2, y - canvas.height / 2], -angle)
      return [dx + width / 2, dy + height / 2]
    },
  }
}
