/** One colour a variant, from the Okabe-Ito palette, which colour-blind people tell apart. */
const COLOURS: Readonly<Record<string, string>> = {
  wing: '#56b4e9',
  l2: '#d55e00',
  l1: '#009e73',
  'smooth-l1': '#cc79a7',
  lite: '#e69f00',
  'rectified-wing': '#0072b2',
}

const NAMES: Readonly<Record<string, string>> = {
  wing: 'Wing',
  l2: 'L2',
  l1: 'L1',
  'smooth-l1': 'smooth L1',
  lite: 'Wing, lite',
  'rectified-wing': 'Rectified Wing',
}

/** The colour of a variant, the same in every view and plot. */
export function colourOf(variant: string): string {
  return COLOURS[variant] ?? '#999999'
}

/** A variant's name for people. */
export function nameOf(variant: string): string {
  return NAMES[variant] ?? variant
}
