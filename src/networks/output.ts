import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import { LANDMARK_COUNT } from '../geometry/face.ts'
import type { Inspectable } from './inside.ts'
import type { NetworkManifest } from './manifest.ts'

/** Column indices of the optional outputs in a row of `Network.predict`. */
export interface OutputColumns {
  /** First of L columns with the expected error of each landmark, in pixels of the input. */
  readonly expectedError?: number
  /** Column of the presence logit. */
  readonly presence?: number
}

/** Network of one stage, on the backend. */
export interface Network extends Inspectable {
  /**
   * Predicts a batch of crops (n, s, s, 3), normalised pixels. Each row of the output holds x and y of every
   * landmark in pixels of the input, then the outputs listed in `columns`. The caller disposes the result.
   */
  predict(input: Tensor4D): Tensor2D
  readonly columns: OutputColumns
  /** Computes the input of the output layer, (n, k), for a batch of crops. The caller disposes the result. */
  features(input: Tensor4D): Tensor2D
  dispose(): void
}

/** Finds the columns that follow the landmarks in a network's output. */
export function findOutputColumns(manifest: NetworkManifest): OutputColumns {
  const landmarks = 2 * LANDMARK_COUNT
  const isHeatMap = manifest.network === 'heat-map'
  const next = isHeatMap ? landmarks + LANDMARK_COUNT : landmarks
  return {
    ...(isHeatMap && { expectedError: landmarks }),
    ...(manifest.presence && { presence: next }),
  }
}
