import { comparePaired, type PairedComparison } from './bootstrap.ts'
import { computeFaceNme, type FaceMetrics, type Normaliser } from './face-metrics.ts'

/** Comparison of a method with another one on the faces that both found; errors in percent. */
export interface PairedErrors extends PairedComparison {
  readonly faces: number
}

/**
 * Compares the NME of `method` with that of `reference` on the faces that both found, by a paired bootstrap: the
 * difference is positive where the reference is better. Undefined if they have no face in common.
 */
export function comparePairedErrors(
  results: readonly FaceMetrics[],
  method: string,
  reference: string,
  by: Normaliser,
): PairedErrors | undefined {
  const pairs = results
    .map((result) => [method, reference].map((name) => 100 * computeFaceNme(result, name, by)))
    .filter((errors) => errors.every(Number.isFinite))
  if (pairs.length === 0) return undefined
  const [own, other] = [0, 1].map((i) => pairs.map((errors) => errors[i]))
  return { faces: pairs.length, ...comparePaired(own, other) }
}
