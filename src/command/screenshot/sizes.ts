/** Sizes of the page in screenshots: a desk's and a phone's. */
export const SIZES = {
  wide: { width: 1280, height: 800 },
  narrow: { width: 390, height: 844 },
} as const

export type SizeName = keyof typeof SIZES
