import { computeDrawMatrix, type Crop } from '../../geometry/crop.ts'
import type { ImageSource } from '../source.ts'
import { SRGB } from '../srgb.ts'

/** Most image pixels a crop pixel may span when the crop is drawn; bilinear sampling holds to 2. */
const MAX_PIXEL_SPAN = 1.6
/** Crops are drawn at least this fine and averaged down, in training too (augment.py, `cut`). */
const MIN_SAMPLING_SIZE_PX = 128
const MAX_SAMPLING_SIZE_PX = 4096

/** Side in pixels at which a crop of `side` image pixels is sampled, to be averaged down to `size`. */
export function chooseSamplingSize(side: number, size: number): number {
  let fine = Math.max(size, MIN_SAMPLING_SIZE_PX)
  while (side / fine > MAX_PIXEL_SPAN && fine < MAX_SAMPLING_SIZE_PX) fine *= 2
  return fine
}

function createContext(size: number): OffscreenCanvasRenderingContext2D {
  const found = new OffscreenCanvas(size, size).getContext('2d', { ...SRGB, willReadFrequently: true })
  if (!found) throw new Error('this browser gave no 2D canvas')
  return found
}

/** Cuts upright squares out of an image, pixel by pixel what the networks see. */
export class CropPixels {
  readonly #contexts = [createContext(MIN_SAMPLING_SIZE_PX), createContext(MIN_SAMPLING_SIZE_PX)]

  /** The crop, sampled at `finest` pixels a side and averaged down; black outside the image. */
  cut(source: ImageSource, crop: Crop, finest: number): ImageData {
    let fine = finest
    let [front, back] = this.#contexts
    for (const { canvas } of [front, back]) {
      if (canvas.width < fine) canvas.width = canvas.height = fine
    }
    front.imageSmoothingQuality = back.imageSmoothingQuality = 'low'
    front.setTransform(1, 0, 0, 1, 0, 0)
    front.globalCompositeOperation = 'copy'
    front.fillStyle = '#000'
    front.fillRect(0, 0, fine, fine)
    front.globalCompositeOperation = 'source-over'
    front.setTransform(...computeDrawMatrix({ ...crop, size: fine }))
    front.drawImage(source, 0, 0)
    // Drawn at exactly half, bilinear sampling is the mean of 2 x 2 pixels.
    for (; fine > crop.size; fine /= 2) {
      back.setTransform(1, 0, 0, 1, 0, 0)
      back.globalCompositeOperation = 'copy'
      back.drawImage(front.canvas, 0, 0, fine, fine, 0, 0, fine / 2, fine / 2)
      ;[front, back] = [back, front]
    }
    return front.getImageData(0, 0, crop.size, crop.size)
  }
}
