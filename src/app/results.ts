import type { Score } from '../evaluation/score.ts'

/** A variant's result on the test faces, from models/results.json. */
export interface VariantResult {
  readonly variant: string
  readonly score: Score
  /** NME of every face by inter-ocular distance, in percent, smallest first; faces not found last, null. */
  readonly errors: readonly (number | null)[]
}

interface Results {
  readonly protocol: string
  readonly variants: readonly VariantResult[]
}

const found = import.meta.glob<Results>('../../models/results.json', { eager: true, import: 'default' })

/** What the variants scored, printed by code; undefined before anything was measured. */
export const RESULTS: Results | undefined = Object.values(found).at(0)

/** One variant's result, if it was measured. */
export function resultOf(variant: string): VariantResult | undefined {
  return RESULTS?.variants.find((result) => result.variant === variant)
}
