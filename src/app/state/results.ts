import type { Results, VariantResult } from '../../evaluation/results.ts'
import { VARIANTS } from '../../landmarker/models/bundled-variants.ts'

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

/** Bundled variants whose residuals have been measured, and the one that Losses shows at first. */
export const VARIANTS_WITH_RESIDUALS = VARIANTS.filter((variant) => findResult(variant)?.residuals)
export const DEFAULT_RESIDUALS_VARIANT = VARIANTS_WITH_RESIDUALS.includes('wing')
  ? 'wing'
  : (VARIANTS_WITH_RESIDUALS.at(0) ?? '')
