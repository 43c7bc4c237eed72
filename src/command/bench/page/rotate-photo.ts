import { rotate, type Point } from '../../../geometry/point.ts'
import { SRGB } from '../../../landmarker/srgb.ts'

/** Rotated photo. */
export interface RotatedPhoto {
  readonly canvas: HTMLCanvasElement
  /** Converts pixels of the canvas to pixels of the original photo. */
  readonly toPhoto: (point: Point) => Point
}

/** Rotates a photo clockwise about its centre, on a canvas that holds all of it. */
export function rotatePhoto(photo: HTMLCanvasElement, degrees: number): RotatedPhoto {
  if (degrees === 0) return { canvas: photo, toPhoto: (point) => point }
  const angle = (degrees * Math.PI) / 180
  const { width, height } = photo
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))]
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(cos * width + sin * height)
  canvas.height = Math.ceil(sin * width + cos * height)
  const context = canvas.getContext('2d', { ...SRGB, willReadFrequently: true })
  if (!context) throw new Error('this browser gave no 2D canvas')
  context.translate(canvas.width / 2, canvas.height / 2)
  context.rotate(angle)
  context.drawImage(photo, -width / 2, -height / 2)
  const toPhoto = ([x, y]: Point): Point => {
    const [dx, dy] = rotate([x - canvas.width / 2, y - canvas.height / 2], -angle)
    return [dx + width / 2, dy + height / 2]
  }
  return { canvas, toPhoto }
}
