/** Number of sliders; later components explain little of the variance. */
export const SLIDER_COMPONENTS = 6
/** Slider limit in standard deviations; nearly all faces are within it. */
export const MAX_DEVIATIONS = 3

/** Returns deviations without trailing zeros. */
const trimZeros = (amounts: readonly number[]) =>
  amounts.slice(0, amounts.findLastIndex((amount) => amount !== 0) + 1)

/** Parses comma-separated deviations of the first components; trailing zeros may be missing. */
export function parseDeviations(text: string): readonly number[] | undefined {
  // Adding 0 turns -0 into 0, which formats without a sign.
  const amounts = text.split(',').map((amount) => Number(amount) + 0)
  const isValid = amounts.every((amount) => Math.abs(amount) <= MAX_DEVIATIONS)
  return isValid && amounts.length <= SLIDER_COMPONENTS ? trimZeros(amounts) : undefined
}

/** Formats deviations for the address. */
export function formatDeviations(amounts: readonly number[]): string {
  return trimZeros(amounts).join(',')
}
