import { tensor4d, type Tensor4D } from '@tensorflow/tfjs-core'
import type { Crop } from '../../geometry/crop.ts'
import { PIXEL_NORMALISATION } from '../../geometry/face.ts'
import { CropPixels } from './crop-pixels.ts'
import { isPixelImage, type CropSource } from '../pixel-image.ts'
import { sampleCrop } from '../sample-crop.ts'

/** Cuts crops out of images as the input of a network. */
export class Cropper {
  readonly #pixels = new CropPixels()

  /**
   * Cuts crops to a tensor (n, size, size, 3), normalised; black outside the image. All crops have the same size;
   * crop i is sampled at samplingSizes[i] pixels per side and averaged down. The caller disposes the tensor.
   */
  cut(source: CropSource, crops: readonly Crop[], samplingSizes: readonly number[]): Tensor4D {
    const { size } = crops[0]!
    const length = size * size * 3
    const values = new Float32Array(crops.length * length)
    const shape: [number, number, number, number] = [crops.length, size, size, 3]
    if (isPixelImage(source)) {
      const region = { pixels: source, corner: [0, 0], scale: [1, 1] } as const
      for (const [i, crop] of crops.entries())
        sampleCrop(region, crop, values.subarray(i * length, (i + 1) * length), samplingSizes[i]! / size)
      return tensor4d(values, shape)
    }
    let to = 0
    for (const [i, crop] of crops.entries()) {
      const { data } = this.#pixels.cut(source, crop, samplingSizes[i]!)
      for (let from = 0; from < data.length; from += 4) {
        values[to++] = (data[from]! - PIXEL_NORMALISATION.offset) / PIXEL_NORMALISATION.scale
        values[to++] = (data[from + 1]! - PIXEL_NORMALISATION.offset) / PIXEL_NORMALISATION.scale
        values[to++] = (data[from + 2]! - PIXEL_NORMALISATION.offset) / PIXEL_NORMALISATION.scale
      }
    }
    return tensor4d(values, shape)
  }
}
