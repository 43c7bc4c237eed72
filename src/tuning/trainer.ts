import { computeInterOcular, mean, computeNme } from '../evaluation/nme.ts'
import type { Point } from '../geometry/point.ts'
import type { Loss } from '../losses/losses.ts'
import type { DenseWeights } from '../networks/dense.ts'
import { Adam } from './adam.ts'
import {
  createGradient,
  computeGradient,
  computeOutputs,
  type Gradient,
  type Samples,
} from './output-layer.ts'
import { createRandom } from '../evaluation/random.ts'
import { createLoss, computeRate, type Recipe } from './recipe.ts'

const BATCH_SIZE = 32
/** Decay towards the base's weights; at the default rate and steps about a tenth of the way in total. */
const WEIGHT_DECAY = 1

/** Progress of the training. */
export interface TrainingReport {
  readonly step: number
  /** Mean loss of the steps since the last report; before the first step, over all samples. */
  readonly loss: number
  /** Mean inter-ocular NME of the held-out samples, in percent. */
  readonly heldOutError: number
}

/** Converts rows of alternating x and y to points. */
export function toShapes(rows: Float32Array, outputs: number): Point[][] {
  return Array.from({ length: rows.length / outputs }, (_, row) =>
    Array.from({ length: outputs / 2 }, (_, i): Point => {
      const at = row * outputs + 2 * i
      return [rows[at]!, rows[at + 1]!]
    }),
  )
}

/** Computes the mean inter-ocular NME of a layer on samples, in percent; NaN without samples. */
export function computeMeanNme(weights: DenseWeights, { features, targets }: Samples): number {
  const outputs = weights.bias.length
  const predicted = toShapes(computeOutputs(weights, features), outputs)
  const truth = toShapes(targets, outputs)
  return 100 * mean(predicted.map((shape, i) => computeNme(shape, truth[i]!, computeInterOcular)))
}

/** Trains a copy of an output layer in mini-batches, deterministically. */
export class Trainer {
  readonly weights: DenseWeights
  readonly #train: Samples
  readonly #held: Samples
  readonly #recipe: Recipe
  readonly #loss: Loss
  readonly #gradient: Gradient
  readonly #optimisers: readonly [Adam, Adam]
  readonly #random = createRandom(1)
  readonly #rows: number
  #order: number[] = []
  #step = 0

  /** @throws RangeError if there is nothing to train on. */
  constructor(base: DenseWeights, train: Samples, held: Samples, recipe: Recipe) {
    this.weights = { kernel: base.kernel.slice(), bias: base.bias.slice() }
    this.#train = train
    this.#held = held
    this.#recipe = recipe
    this.#loss = createLoss(recipe)
    this.#gradient = createGradient(base)
    this.#optimisers = [
      new Adam(this.weights.kernel, WEIGHT_DECAY),
      new Adam(this.weights.bias, WEIGHT_DECAY),
    ]
    this.#rows = train.targets.length / base.bias.length
    if (this.#rows === 0) throw new RangeError('there is nothing to train on')
  }

  /** Measures loss and error before the first step. */
  measureStart(): TrainingReport {
    const all = Array.from({ length: this.#rows }, (_, row) => row)
    computeGradient(this.weights, this.#train, all, this.#loss, this.#gradient)
    return { step: 0, loss: this.#gradient.loss, heldOutError: computeMeanNme(this.weights, this.#held) }
  }

  /** Trains for a number of steps, at most up to the recipe's last. */
  advance(steps: number): TrainingReport {
    const until = Math.min(this.#recipe.steps, this.#step + steps)
    const count = until - this.#step
    let sum = 0
    for (; this.#step < until; this.#step++) {
      computeGradient(this.weights, this.#train, this.#batch(), this.#loss, this.#gradient)
      const rate = computeRate(this.#step, this.#recipe)
      this.#optimisers[0].step(this.#gradient.kernel, rate)
      this.#optimisers[1].step(this.#gradient.bias, rate)
      sum += this.#gradient.loss
    }
    return { step: this.#step, loss: sum / count, heldOutError: computeMeanNme(this.weights, this.#held) }
  }

  /** Takes the next rows of a shuffled pass over all. */
  #batch(): number[] {
    if (this.#order.length === 0) {
      this.#order = Array.from({ length: this.#rows }, (_, row) => row)
      for (let i = this.#rows - 1; i > 0; i--) {
        const j = Math.floor(this.#random() * (i + 1))
        ;[this.#order[i], this.#order[j]] = [this.#order[j]!, this.#order[i]!]
      }
    }
    return this.#order.splice(0, BATCH_SIZE)
  }
}
