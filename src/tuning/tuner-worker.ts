import { serveCalls } from '../landmarker/worker/rpc.ts'
import type { DenseWeights } from '../networks/dense.ts'
import { computeOutputs, type Samples } from './output-layer.ts'
import type { Recipe } from './recipe.ts'
import { Trainer, type TrainingReport } from './trainer.ts'

/** Input of the training. */
export interface TuningJob {
  readonly base: DenseWeights
  readonly train: Samples
  readonly heldOut: Samples
  /** Features of every frame's unperturbed crop, for outputs before and after training. */
  readonly previewFeatures: Float32Array
  readonly recipe: Recipe
}

/** Result of the training. */
export interface TuningResult {
  readonly weights: DenseWeights
  /** Outputs for the preview frames, (frames, 136), before and after training. */
  readonly before: Float32Array
  readonly after: Float32Array
}

let job: TuningJob | undefined
let trainer: Trainer | undefined

const service = {
  start(given: TuningJob): TrainingReport {
    job = given
    trainer = new Trainer(given.base, given.train, given.heldOut, given.recipe)
    return trainer.measureStart()
  },

  advance(steps: number): TrainingReport {
    if (!trainer) throw new Error('call start first')
    return trainer.advance(steps)
  },

  finish(): TuningResult {
    if (!job || !trainer) throw new Error('call start first')
    const { base, previewFeatures: shown } = job
    const { weights } = trainer
    return { weights, before: computeOutputs(base, shown), after: computeOutputs(weights, shown) }
  },
}

/**
 * Trainer in a worker of its own, so that tracking goes on meanwhile. It trains in short calls and so stops when
 * no further call comes.
 */
export type TunerService = typeof service

serveCalls(self, service)
