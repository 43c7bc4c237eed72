/** What people call the shipped variants, and losses without one: the paper's order, then others. */
const DISPLAY_NAMES: Readonly<Record<string, string>> = {
  l2: 'L2',
  l1: 'L1',
  'smooth-l1': 'smooth L1',
  wing: 'Wing',
  lite: 'Wing, lite',
  'rectified-wing': 'Rectified Wing',
}

const DISPLAY_ORDER = Object.keys(DISPLAY_NAMES)
const findRank = (variant: string) => (DISPLAY_ORDER.includes(variant) ? DISPLAY_ORDER.indexOf(variant) : DISPLAY_ORDER.length)

/** A variant's or loss's name for people; undefined for one that is not known here. */
export function findDisplayName(variant: string): string | undefined {
  return DISPLAY_NAMES[variant]
}

/** Variants in the order in which they are listed everywhere; unknown ones last. */
export function sortVariants(variants: readonly string[]): string[] {
  return variants.toSorted((p, q) => findRank(p) - findRank(q))
}
