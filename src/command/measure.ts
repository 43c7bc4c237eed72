import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { aflwError } from '../evaluation/aflw.ts'
import { confidenceInterval } from '../evaluation/bootstrap.ts'
import { coefficient } from '../evaluation/components.ts'
import { interOcular, interPupil, mean, nme } from '../evaluation/nme.ts'
import { alignShape, type Shape } from '../evaluation/procrustes.ts'
import type { Measured } from '../evaluation/results.ts'
import { residualHistogram, type Histogram } from '../evaluation/residuals.ts'
import { scoreOf } from '../evaluation/score.ts'
import type { Answer } from './evaluator.ts'

/** models/shapes.json: statistics of the training shapes. */
interface Shapes {
  readonly mean: Shape
  readonly components: readonly Shape[]
  readonly yaw: { readonly component: number; readonly sign: number }
  readonly balancing: { readonly before: number[]; readonly after: number[] }
}

/** The statistics that training/balance.py wrote. */
export const SHAPES = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../models/shapes.json', import.meta.url)), 'utf8'),
) as Shapes

/** Errors of each face, in percent; Infinity where it was not found. */
export interface FaceErrors {
  readonly interPupil: readonly number[]
  readonly interOcular: readonly number[]
  readonly aflw19: readonly number[]
  /** How far the true face looks to a side: the size of its coefficient along the training shapes' yaw. */
  readonly yaw: readonly number[]
  readonly residuals: Histogram
}

function yawOf(truth: Shape): number {
  const direction = SHAPES.components[SHAPES.yaw.component]
  return Math.abs(coefficient(alignShape(truth, SHAPES.mean), SHAPES.mean, { direction }))
}

export function errorsOf(answers: readonly Answer[]): FaceErrors {
  const each = (error: (found: Shape, truth: Shape) => number) =>
    answers.map(({ found, truth }) => (found ? 100 * error(found, truth) : Infinity))
  return {
    interPupil: each((found, truth) => nme(found, truth, interPupil)),
    interOcular: each((found, truth) => nme(found, truth, interOcular)),
    aflw19: each(aflwError),
    yaw: answers.map(({ truth }) => yawOf(truth)),
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
