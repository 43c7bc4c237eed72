import type { Results, VariantResult } from '../../evaluation/results.ts'

const resultFiles = import.meta.glob<Results>('../../../models/results.json', {
  eager: true,
  import: 'default',
})

/** What the variants scored, printed by code; undefined before anything was measured. */
export const RESULTS: Results | undefined = Object.values(resultFiles).at(0)

/** One variant's result, if it was measured. */
export function findResult(variant: string): VariantResult | undefined {
  return RESULTS?.variants.find((result) => result.variant === variant)
}
