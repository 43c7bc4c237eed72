import type { io } from '@tensorflow/tfjs-core'

/** One network of a variant, as training/export.py writes it into models/<variant>/model.json. */
export interface NetworkManifest {
  /** Filters of each 3x3 convolution. */
  readonly filters: readonly number[]
  /** Width of the dense layer before the output. */
  readonly hidden: number
  /** Name of the file with the weights, beside model.json. */
  readonly file: string
  readonly bytes: number
  /** Of the file, in hexadecimal. */
  readonly sha256: string
  /** TF.js weights manifest of that file. */
  readonly weights: io.WeightsManifestEntry[]
}

/** models/<variant>/model.json */
export interface VariantManifest {
  readonly variant: string
  /** CNN-6, then CNN-7. */
  readonly stages: readonly NetworkManifest[]
}
