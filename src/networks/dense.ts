/** Weights of a dense layer on the CPU. */
export interface DenseWeights {
  /** (inputs, outputs), row-major. */
  readonly kernel: Float32Array
  readonly bias: Float32Array
}
