import { toImagePoint, type Crop } from '../geometry/crop.ts'
import type { Point } from '../geometry/point.ts'
import type { PixelImage } from './pixel-image.ts'

/** Pixels of a part of an image, possibly scaled down, with its position in the image. */
export interface Region {
  readonly pixels: PixelImage
  /** Top-left corner of the region, in pixels of the image. */
  readonly corner: Point
  /** Pixels of the region per pixel of the image, horizontally and vertically. */
  readonly scale: Point
}

const CHANNELS = 3

/** Counts the values of a sampled crop. */
export function countValues({ size }: Crop): number {
  return size * size * CHANNELS
}

/**
 * Samples a crop from a region of the image: bilinear at the centre of each pixel of the crop, to red, green and blue
 * in [-1, 1], row-major; -1 (black) outside the region. With `samplesPerPixel` n above 1, each pixel of the crop is the
 * mean of n x n samples, for crops of many image pixels. Canvases are not used, because browsers resample differently:
 * with Chromium's canvas, boxes of small faces deviated by up to 7% of their size from those of MediaPipe's runtime,
 * with this sampling by less than 0.01%.
 * Source: MediaPipe's image_to_tensor_converter_gl_texture.cc (linear filter, zero border).
 */
export function sampleCrop(
  { pixels, corner, scale }: Region,
  crop: Crop,
  values: Float32Array,
  samplesPerPixel = 1,
): void {
  const { data, width, height } = pixels
  const samples = { ...crop, size: crop.size * samplesPerPixel }
  const toRegion = ([x, y]: Point): Point => [(x - corner[0]) * scale[0], (y - corner[1]) * scale[1]]
  const [x0, y0] = toRegion(toImagePoint(samples, [0.5, 0.5]))
  const [x1, y1] = toRegion(toImagePoint(samples, [1.5, 0.5]))
  const [x2, y2] = toRegion(toImagePoint(samples, [0.5, 1.5]))
  const [xAcross, yAcross, xDown, yDown] = [x1 - x0, y1 - y0, x2 - x0, y2 - y0]
  const [lastColumn, lastRow, stride] = [width - 1, height - 1, 4 * width]
  const weight = 1 / (127.5 * samplesPerPixel * samplesPerPixel)
  let to = 0
  for (let row = 0; row < crop.size; row++) {
    for (let column = 0; column < crop.size; column++) {
      let red = 0
      let green = 0
      let blue = 0
      for (let i = row * samplesPerPixel; i < (row + 1) * samplesPerPixel; i++) {
        for (let j = column * samplesPerPixel; j < (column + 1) * samplesPerPixel; j++) {
          const x = x0 + j * xAcross + i * xDown
          const y = y0 + j * yAcross + i * yDown
          if (x < 0 || y < 0 || x > width || y > height) continue
          // Pixel i covers [i, i + 1] with its colour at the centre; the outermost pixels are extended outwards.
          // The offset of 1 makes the numbers positive, so that `| 0` rounds down.
          const left = ((x + 0.5) | 0) - 1
          const top = ((y + 0.5) | 0) - 1
          const across = x - 0.5 - left
          const down = y - 0.5 - top
          const first = left < 0 ? 0 : 4 * left
          const second = left < lastColumn ? 4 * (left + 1) : 4 * lastColumn
          const upper = top < 0 ? 0 : stride * top
          const lower = top < lastRow ? stride * (top + 1) : stride * lastRow
          const a = upper + first
          const b = upper + second
          const c = lower + first
          const d = lower + second
          const wd = across * down
          const wb = across - wd
          const wc = down - wd
          const wa = 1 - across - wc
          red += wa * data[a]! + wb * data[b]! + wc * data[c]! + wd * data[d]!
          green += wa * data[a + 1]! + wb * data[b + 1]! + wc * data[c + 1]! + wd * data[d + 1]!
          blue += wa * data[a + 2]! + wb * data[b + 2]! + wc * data[c + 2]! + wd * data[d + 2]!
        }
      }
      values[to++] = red * weight - 1
      values[to++] = green * weight - 1
      values[to++] = blue * weight - 1
    }
  }
}
