import type { DenseWeights } from '../../networks/dense.ts'

/** Fine-tuned variant: a base variant with another output layer of CNN-7. */
export interface TunedLayer {
  /** Unique name of the variant. */
  readonly name: string
  /** Name of the base variant. */
  readonly base: string
  /** Fine-tuned output layer, (hidden, 136) and (136). */
  readonly weights: DenseWeights
}
