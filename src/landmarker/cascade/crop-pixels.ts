import { computeDrawMatrix, type Crop } from '../../geometry/crop.ts'
import type { ImageSource } from '../source.ts'
import { SRGB } from '../srgb.ts'

/** Largest number of image pixels per sample when a crop is drawn; bilinear sampling aliases above 2. */
const MAX_PIXEL_SPAN = 1.6
/** Bounds of the size at which crops are sampled before they are averaged down, as in training (augment.py, `cut`). */
const MIN_SAMPLING_SIZE_PX = 128
const MAX_SAMPLING_SIZE_PX = 4096

/** Chooses the side in samples at which a crop of `side` image pixels is drawn, to be averaged down to `size`. */
export function chooseSamplingSize(side: number, size: number): number {
  let samples = Math.max(size, MIN_SAMPLING_SIZE_PX)
  while (side / samples > MAX_PIXEL_SPAN && samples < MAX_SAMPLING_SIZE_PX) samples *= 2
  return samples
}

function createContext(size: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(size, size).getContext('2d', { ...SRGB, willReadFrequently: true })
  if (!context) throw new Error('this browser provides no 2D canvas')
  return context
}

/** Cuts crops out of images, as pixels. */
export class CropPixels {
  readonly #contexts: readonly [OffscreenCanvasRenderingContext2D, OffscreenCanvasRenderingContext2D] = [
    createContext(MIN_SAMPLING_SIZE_PX),
    createContext(MIN_SAMPLING_SIZE_PX),
  ]

  /** Cuts a crop, sampled at `samplingSize` pixels per side and averaged down; black outside the image. */
  cut(source: ImageSource, crop: Crop, samplingSize: number): ImageData {
    let size = samplingSize
    let [front, back] = this.#contexts
    for (const { canvas } of [front, back]) {
      if (canvas.width < size) canvas.width = canvas.height = size
    }
    front.imageSmoothingQuality = back.imageSmoothingQuality = 'low'
    front.setTransform(1, 0, 0, 1, 0, 0)
    front.globalCompositeOperation = 'copy'
    front.fillStyle = '#000'
    front.fillRect(0, 0, size, size)
    front.globalCompositeOperation = 'source-over'
    front.setTransform(...computeDrawMatrix({ ...crop, size }))
    front.drawImage(source, 0, 0)
    // Bilinear sampling at exactly half the size is the mean of 2 x 2 pixels.
    for (; size > crop.size; size /= 2) {
      back.setTransform(1, 0, 0, 1, 0, 0)
      back.globalCompositeOperation = 'copy'
      back.drawImage(front.canvas, 0, 0, size, size, 0, 0, size / 2, size / 2)
      ;[front, back] = [back, front]
    }
    return front.getImageData(0, 0, crop.size, crop.size)
  }
}
