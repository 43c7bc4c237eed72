/** One colour a variant, from the Okabe-Ito palette, which colour-blind people tell apart. */
const COLOURS: Readonly<Record<string, string>> = {
  wing: '#56b4e9',
  l2: '#d55e00',
  l1: '#e69f00',
  'smooth-l1': '#cc79a7',
}

export function colourOf(variant: string): string {
  return COLOURS[variant] ?? '#009e73'
}
