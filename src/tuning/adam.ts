const BETA1 = 0.9
const BETA2 = 0.999
const EPSILON = 1e-8

/**
 * Adam (Kingma & Ba 2015) on one array of weights, with decoupled weight decay as in AdamW. The decay pulls
 * towards the initial weights instead of 0, so parameters that the few frames do not constrain stay unchanged.
 */
export class Adam {
  readonly #weights: Float32Array
  readonly #origin: Float32Array
  readonly #mean: Float32Array
  readonly #square: Float32Array
  readonly #decay: number
  #steps = 0

  /** Updates `weights` in place. `decay` is the share of the way back to the initial weights per step at a rate of 1. */
  constructor(weights: Float32Array, decay: number) {
    this.#weights = weights
    this.#origin = weights.slice()
    this.#mean = new Float32Array(weights.length)
    this.#square = new Float32Array(weights.length)
    this.#decay = decay
  }

  step(gradient: Float32Array, rate: number): void {
    this.#steps++
    const unbiased = rate / (1 - BETA1 ** this.#steps)
    const spread = 1 / (1 - BETA2 ** this.#steps)
    const weights = this.#weights
    const mean = this.#mean
    const square = this.#square
    const back = rate * this.#decay
    for (let i = 0; i < weights.length; i++) {
      const g = gradient[i]!
      mean[i]! += (1 - BETA1) * (g - mean[i]!)
      square[i]! += (1 - BETA2) * (g * g - square[i]!)
      weights[i]! -=
        (unbiased * mean[i]!) / (Math.sqrt(square[i]! * spread) + EPSILON) +
        back * (weights[i]! - this.#origin[i]!)
    }
  }
}
