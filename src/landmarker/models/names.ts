/** What people call the shipped variants, and losses without one: the paper's order, then others. */
const NAMES: Readonly<Record<string, string>> = {
  l2: 'L2',
  l1: 'L1',
  'smooth-l1': 'smooth L1',
  wing: 'Wing',
  lite: 'Wing, lite',
  'rectified-wing': 'Rectified Wing',
}

const ORDER = Object.keys(NAMES)
const place = (variant: string) => (ORDER.includes(variant) ? ORDER.indexOf(variant) : ORDER.length)

/** A variant's or loss's name for people; undefined for one that is not known here. */
export function knownName(variant: string): string | undefined {
  return NAMES[variant]
}

/** Variants in the order in which they are listed everywhere; unknown ones last. */
export function inOrder(variants: readonly string[]): string[] {
  return variants.toSorted((p, q) => place(p) - place(q))
}
