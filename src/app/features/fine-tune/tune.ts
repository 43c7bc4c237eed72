import type { Landmarker } from '../../../landmarker/landmarker.ts'
import type { Recipe } from '../../../tuning/recipe.ts'
import type { TrainingReport } from '../../../tuning/trainer.ts'
import type { BaseVariant } from '../../../tuning/tuned-variant.ts'
import { jobOf, measuring, shapesOnFrames, train, type Features, type Material } from './job.ts'
import type { TuneResult, Work } from './tune-state.ts'

interface Task {
  readonly landmarker: Landmarker
  readonly base: BaseVariant
  readonly material: Material
  readonly recipe: Recipe
  readonly features: Features
}

/**
 * Looks at the frames with the frozen layers and trains the last one; `begin` gives for each part what
 * hears how far it is. @throws AbortError when it is aborted, or what the workers throw.
 */
export async function tune(
  { landmarker, base, material, recipe, features }: Task,
  signal: AbortSignal,
  begin: (kind: Work['kind'], total: number) => (done: number) => void,
  onReport: (report: TrainingReport) => void,
): Promise<TuneResult> {
  const { frames, corrections } = material
  const looked = await features.of(landmarker, base.name, frames, signal, begin('looking', frames.length))
  const job = await jobOf(landmarker, base.name, material, looked, recipe)
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
      heldOut: measuring(material).length,
      corrected: new Set(corrections.map(({ frame }) => frame)).size,
    },
    error: { before: reports[0].heldOutError, after: reports[reports.length - 1].heldOutError },
    made: new Date().toISOString(),
  }
  return {
    draft,
    before: shapesOnFrames(outcome.before, frames),
    after: shapesOnFrames(outcome.after, frames),
    kept: undefined,
  }
}
