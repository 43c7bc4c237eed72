import { computeAuc, computeFailureRate } from './ced.ts'
import { mean } from './nme.ts'

/** Score of a variant over a set of faces; errors, areas and rates in percent. */
export interface Score {
  readonly faces: number
  readonly found: number
  /** Mean over the faces found. */
  readonly nmeInterPupil: number
  /** Mean over the faces found. */
  readonly nmeInterOcular: number
  /** Area under the cumulative error curve up to 8% inter-ocular, over all faces. */
  readonly auc8: number
  /** Share of all faces above 8% inter-ocular. */
  readonly failureRate8: number
}

/** Computes the score from each face's NME by both distances; Infinity for a face that was not found. */
export function computeScore(interPupil: readonly number[], interOcular: readonly number[]): Score {
  const found = (errors: readonly number[]) => errors.filter(Number.isFinite)
  return {
    faces: interPupil.length,
    found: found(interPupil).length,
    nmeInterPupil: 100 * mean(found(interPupil)),
    nmeInterOcular: 100 * mean(found(interOcular)),
    auc8: 100 * computeAuc(interOcular, 0.08),
    failureRate8: 100 * computeFailureRate(interOcular, 0.08),
  }
}
