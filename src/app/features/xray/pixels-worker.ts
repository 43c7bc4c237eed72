import { withTransfer, serveCalls } from '../../../landmarker/worker/rpc.ts'
import { addNoise, blur } from './pixels.ts'

/**
 * Image with the standard deviations of blur (pixels) and noise (grey levels), and the noise's grain in
 * pixels.
 */
export interface PixelPerturbation {
  readonly image: ImageData
  readonly blur: number
  readonly noise: number
  readonly grain: number
}

const service = {
  /** Perturbs the image in place and transfers it back. */
  perturb({ image, blur: sigma, noise, grain }: PixelPerturbation): ImageData {
    if (sigma > 0) blur(image, sigma)
    if (noise > 0) addNoise(image, noise, grain)
    return withTransfer(image, [image.data.buffer])
  },
}

export type PixelsService = typeof service

serveCalls(self, service)
