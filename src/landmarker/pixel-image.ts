import type { ImageSource } from './source.ts'

/** Image as pixels in memory: red, green, blue and alpha of each pixel, row by row. */
export type PixelImage = Pick<ImageData, 'data' | 'width' | 'height'>

/** Image that crops are cut from: one that a canvas can draw, or pixels in memory. */
export type CropSource = ImageSource | PixelImage

/** Tells whether an image is pixels in memory. */
export function isPixelImage(source: CropSource): source is PixelImage {
  return 'data' in source
}

/** Halves both sides of an image, whose last row or column is dropped if odd; each pixel is the mean of 2 x 2. */
export function halvePixels({ data, width, height }: PixelImage): PixelImage {
  const halved = { width: Math.floor(width / 2), height: Math.floor(height / 2) }
  const values = new Uint8ClampedArray(4 * halved.width * halved.height)
  let to = 0
  for (let y = 0; y < halved.height; y++) {
    for (let x = 0; x < halved.width; x++) {
      const upper = 4 * (2 * y * width + 2 * x)
      const lower = upper + 4 * width
      for (let channel = 0; channel < 4; channel++) {
        const above = data[upper + channel]! + data[upper + 4 + channel]!
        values[to++] = (above + data[lower + channel]! + data[lower + 4 + channel]!) / 4
      }
    }
  }
  return { data: values, ...halved }
}
