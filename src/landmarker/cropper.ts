import { tensor4d, type Tensor4D } from '@tensorflow/tfjs-core'
import { drawMatrix, type Crop } from '../geometry/crop.ts'
import { PIXEL } from '../geometry/face.ts'
import type { ImageSource } from './source.ts'

/** Most image pixels a crop pixel may span when the crop is drawn; bilinear sampling holds to 2. */
const SPAN = 1.6
/** Crops are drawn at least this fine and averaged down, in training too (augment.py, `cut`). */
const FINE = 128
const FINEST = 4096

/** Side in pixels at which a crop of `side` image pixels is sampled, to be averaged down to `size`. */
export function finenessOf(side: number, size: number): number {
  let fine = Math.max(size, FINE)
  while (side / fine > SPAN && fine < FINEST) fine *= 2
  return fine
}

function context(size: number): OffscreenCanvasRenderingContext2D {
  const found = new OffscreenCanvas(size, size).getContext('2d', { willReadFrequently: true })
  if (!found) throw new Error('this browser gave no 2D canvas')
  return found
}

/** Cuts upright squares out of an image as the input of a network. */
export class Cropper {
  readonly #contexts = [context(FINE), context(FINE)]

  /**
   * (n, size, size, 3), normalised; black outside the image. All crops have one size; each is sampled
   * at `fine` pixels a side and averaged down. The caller disposes the tensor.
   */
  cut(source: ImageSource, crops: readonly Crop[], fine: readonly number[]): Tensor4D {
    const { size } = crops[0]
    const values = new Float32Array(crops.length * size * size * 3)
    for (const [i, crop] of crops.entries()) {
      this.#pixels(source, crop, fine[i], values.subarray(i * size * size * 3, (i + 1) * size * size * 3))
    }
    return tensor4d(values, [crops.length, size, size, 3])
  }

  #pixels(source: ImageSource, crop: Crop, finest: number, out: Float32Array): void {
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
    front.setTransform(...drawMatrix({ ...crop, size: fine }))
    front.drawImage(source, 0, 0)
    // Drawn at exactly half, bilinear sampling is the mean of 2 x 2 pixels.
    for (; fine > crop.size; fine /= 2) {
      back.setTransform(1, 0, 0, 1, 0, 0)
      back.globalCompositeOperation = 'copy'
      back.drawImage(front.canvas, 0, 0, fine, fine, 0, 0, fine / 2, fine / 2)
      ;[front, back] = [back, front]
    }
    const { data } = front.getImageData(0, 0, crop.size, crop.size)
    for (let from = 0, to = 0; from < data.length; from += 4) {
      out[to++] = (data[from] - PIXEL.offset) / PIXEL.scale
      out[to++] = (data[from + 1] - PIXEL.offset) / PIXEL.scale
      out[to++] = (data[from + 2] - PIXEL.offset) / PIXEL.scale
    }
  }
}
