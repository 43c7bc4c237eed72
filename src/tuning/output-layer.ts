import type { Loss } from '../losses/losses.ts'
import type { DenseWeights } from '../networks/dense.ts'

/** Training samples of the output layer: rows of features and of target outputs. */
export interface Samples {
  /** (rows, inputs), row by row. */
  readonly features: Float32Array
  /** (rows, outputs): x and y alternating, in pixels of the network's input. */
  readonly targets: Float32Array
}

/** Mean loss of a batch and its derivative by every weight; buffers are reused. */
export interface Gradient {
  loss: number
  readonly kernel: Float32Array
  readonly bias: Float32Array
}

/** Computes the layer's output for one row of features into `out`. */
function forward(
  { kernel, bias }: DenseWeights,
  features: Float32Array,
  row: number,
  out: Float64Array,
): void {
  const outputs = bias.length
  const inputs = kernel.length / outputs
  out.set(bias)
  for (let i = 0, from = row * inputs; i < inputs; i++, from++) {
    const feature = features[from]!
    // After ReLU most features are 0.
    if (feature === 0) continue
    for (let o = 0, at = i * outputs; o < outputs; o++, at++) out[o]! += feature * kernel[at]!
  }
}

/** Computes the layer's outputs for rows of features, (rows, outputs). */
export function computeOutputs(weights: DenseWeights, features: Float32Array): Float32Array {
  const outputs = weights.bias.length
  const rows = (features.length * outputs) / weights.kernel.length
  const all = new Float32Array(rows * outputs)
  const out = new Float64Array(outputs)
  for (let row = 0; row < rows; row++) {
    forward(weights, features, row, out)
    all.set(out, row * outputs)
  }
  return all
}

/** Allocates a gradient for a layer, filled with zeros. */
export function createGradient({ kernel, bias }: DenseWeights): Gradient {
  return { loss: 0, kernel: new Float32Array(kernel.length), bias: new Float32Array(bias.length) }
}

/**
 * Computes the mean loss over the coordinates of these rows, and its gradient, into `into`. With residuals
 * r = h W + b - t the gradient is hᵀ loss'(r) / n for W, and the sum of loss'(r) / n for b.
 */
export function computeGradient(
  weights: DenseWeights,
  { features, targets }: Samples,
  rows: readonly number[],
  loss: Loss,
  into: Gradient,
): void {
  const outputs = weights.bias.length
  const inputs = weights.kernel.length / outputs
  const count = rows.length * outputs
  const out = new Float64Array(outputs)
  into.kernel.fill(0)
  into.bias.fill(0)
  let sum = 0
  for (const row of rows) {
    forward(weights, features, row, out)
    for (let o = 0; o < outputs; o++) {
      const residual = out[o]! - targets[row * outputs + o]!
      sum += loss.value(residual)
      out[o] = loss.derivative(residual) / count
      into.bias[o]! += out[o]!
    }
    for (let i = 0, from = row * inputs; i < inputs; i++, from++) {
      const feature = features[from]!
      if (feature === 0) continue
      for (let o = 0, at = i * outputs; o < outputs; o++, at++) into.kernel[at]! += feature * out[o]!
    }
  }
  into.loss = sum / count
}
