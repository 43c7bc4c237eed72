/** Number of sliders; later components explain little of the variance. */
export const SLIDER_COMPONENTS = 6
/** Slider limit in standard deviations; nearly all faces are within it. */
export const MAX_DEVIATIONS = 3

/** Parses comma-separated deviations of the first components; trailing zeros may be missing. */
export function parseDeviations(text: string): readonly number[] | undefined {
  const amounts = text.split(',').map(Number)
  const isValid = amounts.every((amount) => Math.abs(amount) <= MAX_DEVIATIONS)
  return isValid && amounts.length <= SLIDER_COMPONENTS ? amounts : undefined
}

export function formatDeviations(amounts: readonly number[]): string {
  return amounts.slice(0, amounts.findLastIndex((amount) => amount !== 0) + 1).join(',')
}
