/** A dense layer's numbers on the CPU. */
export interface DenseWeights {
  /** (inputs, outputs), row by row. */
  readonly kernel: Float32Array
  readonly bias: Float32Array
}
