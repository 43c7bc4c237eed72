import { serve } from '../landmarker/worker/rpc.ts'
import type { DenseWeights } from '../networks/dense.ts'
import { computeOutputs, type Samples } from './output-layer.ts'
import type { Recipe } from './recipe.ts'
import { Trainer, type TrainingReport } from './trainer.ts'

/** All that the training needs. */
export interface TuningJob {
  readonly base: DenseWeights
  readonly train: Samples
  readonly heldOut: Samples
  /** Features of every frame's own crop, to be asked before and after. */
  readonly previewFeatures: Float32Array
  readonly recipe: Recipe
}

/** What came of it. */
export interface TuningResult {
  readonly weights: DenseWeights
  /** What the layer says of the frames shown, (frames, 136): as it was, and as it is now. */
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
    if (!trainer) throw new Error('start comes first')
    return trainer.advance(steps)
  },

  finish(): TuningResult {
    if (!job || !trainer) throw new Error('start comes first')
    const { base, previewFeatures: shown } = job
    const { weights } = trainer
    return { weights, before: computeOutputs(base, shown), after: computeOutputs(weights, shown) }
  },
}

/**
 * Apart from the networks' worker, so that faces are followed meanwhile; and in short calls, so that
 * it ends when nobody asks for more.
 */
export type TunerService = typeof service

serve(self, service)
