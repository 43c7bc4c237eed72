import { computeAflwError } from '../../evaluation/aflw.ts'
import { computeConfidenceInterval } from '../../evaluation/bootstrap.ts'
import { computeInterOcular, computeInterPupil, mean, computeNme } from '../../evaluation/nme.ts'
import type { Shape } from '../../evaluation/procrustes.ts'
import type { MeasuredScore } from '../../evaluation/results.ts'
import { computeResidualHistogram, type ResidualHistogram } from '../../evaluation/residuals.ts'
import { computeScore } from '../../evaluation/score.ts'
import { computeYaw } from '../../evaluation/training-shapes.ts'
import type { FacePrediction } from './evaluator.ts'

/** Errors of each face, in percent; Infinity where it was not found. */
export interface FaceErrors {
  readonly interPupil: readonly number[]
  readonly interOcular: readonly number[]
  readonly aflw19: readonly number[]
  /** |yaw| of the true face: its coefficient along the training shapes' yaw component. */
  readonly yaw: readonly number[]
  readonly residuals: ResidualHistogram
}

/** Computes the errors of each face. */
export function computeFaceErrors(answers: readonly FacePrediction[]): FaceErrors {
  const each = (error: (found: Shape, truth: Shape) => number) =>
    answers.map(({ found, truth }) => (found ? 100 * error(found, truth) : Infinity))
  return {
    interPupil: each((found, truth) => computeNme(found, truth, computeInterPupil)),
    interOcular: each((found, truth) => computeNme(found, truth, computeInterOcular)),
    aflw19: each(computeAflwError),
    yaw: answers.map(({ truth }) => Math.abs(computeYaw(truth))),
    residuals: computeResidualHistogram(
      answers.flatMap(({ found, truth }) => (found ? [[found, truth] as const] : [])),
    ),
  }
}

/** Summarizes errors as mean scores with 95% confidence intervals over the faces found. */
export function summarizeErrors(errors: FaceErrors): MeasuredScore {
  const found = (values: readonly number[]) => values.filter(Number.isFinite)
  const edge = errors.yaw.toSorted((p, q) => q - p)[Math.ceil(errors.yaw.length / 4) - 1]!
  const aside = found(errors.interPupil.filter((_, i) => errors.yaw[i]! >= edge))
  const share = (values: readonly number[]) => values.map((value) => value / 100)
  return {
    ...computeScore(share(errors.interPupil), share(errors.interOcular)),
    intervalInterPupil: computeConfidenceInterval(found(errors.interPupil)),
    intervalInterOcular: computeConfidenceInterval(found(errors.interOcular)),
    aflw19: mean(found(errors.aflw19)),
    intervalAflw19: computeConfidenceInterval(found(errors.aflw19)),
    largestYawQuarter: mean(aside),
    intervalLargestYawQuarter: computeConfidenceInterval(aside),
  }
}
