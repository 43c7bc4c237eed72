import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import { LANDMARK_COUNT } from '../geometry/face.ts'
import type { NetworkManifest } from './manifest.ts'

/** Where a row of `Network.predict` holds what, in columns. */
export interface OutputColumns {
  /** Of the expected error of each landmark in pixels of the input: the first of L columns. */
  readonly expectedError?: number
  /** Of the logit of a face being there. */
  readonly presence?: number
}

/** One stage's network on the backend. */
export interface Network {
  /**
   * Takes a batch of crops (n, s, s, 3), normalised pixels; gives a row each: x and y of every landmark
   * in turn, in pixels of the input, then what `columns` says. The caller disposes the result.
   */
  predict(input: Tensor4D): Tensor2D
  readonly columns: OutputColumns
  /** What the output rests on, (n, k), of a batch of crops; the caller disposes it. */
  features(input: Tensor4D): Tensor2D
  dispose(): void
}

/** Where the rows of a network hold what follows the landmarks. */
export function findOutputColumns(manifest: NetworkManifest): OutputColumns {
  const landmarks = 2 * LANDMARK_COUNT
  const maps = manifest.network === 'heat-map'
  const next = maps ? landmarks + LANDMARK_COUNT : landmarks
  return {
    ...(maps && { expectedError: landmarks }),
    ...(manifest.presence && { presence: next }),
  }
}
