/** Display names of the bundled variants, and of losses without a variant: in the paper's order, then others. */
const DISPLAY_NAMES: Readonly<Record<string, string>> = {
  l2: 'L2',
  l1: 'L1',
  'smooth-l1': 'smooth L1',
  wing: 'Wing',
  precise: 'Precise',
  lite: 'Lite',
  'rectified-wing': 'Rectified Wing',
}

/** Names of all bundled variants and losses, in the order in which they are displayed. */
export const DISPLAY_ORDER: readonly string[] = Object.keys(DISPLAY_NAMES)
const findRank = (variant: string) => (DISPLAY_ORDER.includes(variant) ? DISPLAY_ORDER.indexOf(variant) : DISPLAY_ORDER.length)

/** Finds the display name of a variant or loss; undefined if it is unknown. */
export function findDisplayName(variant: string): string | undefined {
  return DISPLAY_NAMES[variant]
}

/** Sorts variants into display order; unknown ones come last. */
export function sortVariants(variants: readonly string[]): string[] {
  return variants.toSorted((p, q) => findRank(p) - findRank(q))
}
