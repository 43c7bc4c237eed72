import { aflwError } from '../../evaluation/aflw.ts'
import { confidenceInterval } from '../../evaluation/bootstrap.ts'
import { interOcular, interPupil, mean, nme } from '../../evaluation/nme.ts'
import type { Shape } from '../../evaluation/procrustes.ts'
import type { Measured } from '../../evaluation/results.ts'
import { residualHistogram, type Histogram } from '../../evaluation/residuals.ts'
import { scoreOf } from '../../evaluation/score.ts'
import { yawOf } from '../../evaluation/training-shapes.ts'
import type { Answer } from './evaluator.ts'

/** Errors of each face, in percent; Infinity where it was not found. */
export interface FaceErrors {
  readonly interPupil: readonly number[]
  readonly interOcular: readonly number[]
  readonly aflw19: readonly number[]
  /** How far the true face looks to a side: the size of its coefficient along the training shapes' yaw. */
  readonly yaw: readonly number[]
  readonly residuals: Histogram
}

export function errorsOf(answers: readonly Answer[]): FaceErrors {
  const each = (error: (found: Shape, truth: Shape) => number) =>
    answers.map(({ found, truth }) => (found ? 100 * error(found, truth) : Infinity))
  return {
    interPupil: each((found, truth) => nme(found, truth, interPupil)),
    interOcular: each((found, truth) => nme(found, truth, interOcular)),
    aflw19: each(aflwError),
    yaw: answers.map(({ truth }) => Math.abs(yawOf(truth))),
    residuals: residualHistogram(
      answers.flatMap(({ found, truth }) => (found ? [[found, truth] as const] : [])),
    ),
  }
}

/** Scores, and their intervals over the faces found. */
export function measure(errors: FaceErrors): Measured {
  const found = (values: readonly number[]) => values.filter(Number.isFinite)
  const edge = errors.yaw.toSorted((p, q) => q - p)[Math.ceil(errors.yaw.length / 4) - 1]
  const aside = found(errors.interPupil.filter((_, i) => errors.yaw[i] >= edge))
  const share = (values: readonly number[]) => values.map((value) => value / 100)
  return {
    ...scoreOf(share(errors.interPupil), share(errors.interOcular)),
    intervalInterPupil: confidenceInterval(found(errors.interPupil)),
    intervalInterOcular: confidenceInterval(found(errors.interOcular)),
    aflw19: mean(found(errors.aflw19)),
    intervalAflw19: confidenceInterval(found(errors.aflw19)),
    largestYawQuarter: mean(aside),
    intervalLargestYawQuarter: confidenceInterval(aside),
  }
}
