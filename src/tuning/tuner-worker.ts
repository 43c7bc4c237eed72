import { serve } from '../landmarker/worker/rpc.ts'
import type { DenseWeights } from '../networks/dense.ts'
import { outputsOf, type Samples } from './output-layer.ts'
import type { Recipe } from './recipe.ts'
import { Trainer, type Report } from './trainer.ts'

/** All that the training needs. */
export interface Job {
  readonly base: DenseWeights
  readonly train: Samples
  readonly held: Samples
  /** Features of every frame's own crop, to be asked before and after. */
  readonly shown: Float32Array
  readonly recipe: Recipe
}

/** What came of it. */
export interface Outcome {
  readonly weights: DenseWeights
  /** What the layer says of the frames shown, (frames, 136): as it was, and as it is now. */
  readonly before: Float32Array
  readonly after: Float32Array
}

let job: Job | undefined
let trainer: Trainer | undefined

const service = {
  start(given: Job): Report {
    job = given
    trainer = new Trainer(given.base, given.train, given.held, given.recipe)
    return trainer.before()
  },

  advance(steps: number): Report {
    if (!trainer) throw new Error('start comes first')
    return trainer.advance(steps)
  },

  finish(): Outcome {
    if (!job || !trainer) throw new Error('start comes first')
    const { base, shown } = job
    const { weights } = trainer
    return { weights, before: outputsOf(base, shown), after: outputsOf(weights, shown) }
  },
}

/**
 * Apart from the networks' worker, so that faces are followed meanwhile; and in short calls, so that
 * it ends when nobody asks for more.
 */
export type TunerService = typeof service

serve(self, service)
