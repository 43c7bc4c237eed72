import type { Results, VariantResult } from '../../evaluation/results.ts'

const resultFiles = import.meta.glob<Results>('../../../models/results.json', {
  eager: true,
  import: 'default',
})

/** Scores of the bundled variants; undefined if nothing has been measured. */
export const RESULTS: Results | undefined = Object.values(resultFiles).at(0)

/** Finds the result of a variant. */
export function findResult(variant: string): VariantResult | undefined {
  return RESULTS?.variants.find((result) => result.variant === variant)
}
