import type { Landmarker } from '../../../landmarker/landmarker.ts'
import type { Recipe } from '../../../tuning/recipe.ts'
import type { TrainingReport } from '../../../tuning/trainer.ts'
import type { BaseVariant } from '../../../tuning/tuned-variant.ts'
import {
  createJob,
  selectMeasured,
  mapShapesToFrames,
  train,
  type FeatureCache,
  type TrainingMaterial,
} from './job.ts'
import type { TuneResult, RunningTask } from './tune-state.ts'

interface Task {
  readonly landmarker: Landmarker
  readonly base: BaseVariant
  readonly material: TrainingMaterial
  readonly recipe: Recipe
  readonly featureCache: FeatureCache
}

/**
 * Computes the hidden activations and trains the output layer; `begin` returns the progress callback of each
 * part.
 * @throws AbortError if aborted, or the workers' errors
 */
export async function runTuning(
  { landmarker, base, material, recipe, featureCache }: Task,
  signal: AbortSignal,
  begin: (kind: RunningTask['kind'], total: number) => (done: number) => void,
  onReport: (report: TrainingReport) => void,
): Promise<TuneResult> {
  const { frames, corrections } = material
  const features = await featureCache.compute(
    landmarker,
    base.name,
    frames,
    signal,
    begin('extracting', frames.length),
  )
  const job = await createJob(landmarker, base.name, material, features, recipe)
  const advance = begin('training', recipe.steps)
  const reports: TrainingReport[] = []
  const outcome = await train(job, signal, (report) => {
    reports.push(report)
    onReport(report)
    advance(report.step)
  })
  signal.throwIfAborted()
  const draft = {
    base: base.name,
    baseSha256: base.sha256,
    weights: outcome.weights,
    recipe,
    frames: {
      trained: frames.filter(({ heldOut }) => !heldOut).length,
      heldOut: selectMeasured(material).length,
      corrected: new Set(corrections.map(({ frame }) => frame)).size,
    },
    error: { before: reports[0]!.heldOutError, after: reports[reports.length - 1]!.heldOutError },
    made: new Date().toISOString(),
  }
  return {
    draft,
    before: mapShapesToFrames(outcome.before, frames),
    after: mapShapesToFrames(outcome.after, frames),
    savedAs: undefined,
  }
}
