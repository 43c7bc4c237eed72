import { mean } from '../../evaluation/nme.ts'
import type { ConfidentPoints } from '../../evaluation/reliability.ts'
import { computeExpectedError } from '../../landmarker/cascade/confidence.ts'

/**
 * Computes the factor by which a variant's expected errors are too small: mean error over mean expected error, 1 if
 * they are right. Measured on faces that were neither trained on nor are for testing, it is the `errorScale` of
 * model.json.
 */
export function computeErrorScale(faces: readonly ConfidentPoints[]): number {
  const errors = faces.flatMap((face) => face.errors)
  const expected = faces.flatMap(({ confidence }) => confidence.map(computeExpectedError))
  return mean(errors) / mean(expected)
}
