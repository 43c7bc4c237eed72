import { giving, serve } from '../../../landmarker/worker/rpc.ts'
import { addNoise, blur } from './pixels.ts'

/** What to do to pixels: a blur's and a noise's deviation, in pixels and in levels, and the noise's grain in pixels. */
export interface PixelPerturbation {
  readonly image: ImageData
  readonly blur: number
  readonly noise: number
  readonly grain: number
}

const service = {
  /** The image comes back. */
  perturb({ image, blur: sigma, noise, grain }: PixelPerturbation): ImageData {
    if (sigma > 0) blur(image, sigma)
    if (noise > 0) addNoise(image, noise, grain)
    return giving(image, [image.data.buffer])
  },
}

export type PixelsService = typeof service

serve(self, service)
