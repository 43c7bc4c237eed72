import type { DenseWeights } from '../../networks/dense.ts'

/** A variant made of another one by training CNN-7's output layer further. */
export interface TunedLayer {
  /** Its name, unlike all others. */
  readonly name: string
  /** Name of the variant that it was made of. */
  readonly base: string
  /** The new output layer, (hidden, 136) and (136). */
  readonly weights: DenseWeights
}
