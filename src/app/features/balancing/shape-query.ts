/** Sliders; the components after these are small. */
export const SLIDER_COMPONENTS = 6
/** Deviations to either side: nearly all faces are within. */
export const MAX_DEVIATIONS = 3

/** For `useQuery`: deviations along the first components, those at the end that are 0 left out. */
export function parseDeviations(text: string): readonly number[] | undefined {
  const amounts = text.split(',').map(Number)
  const sound = amounts.every((amount) => Math.abs(amount) <= MAX_DEVIATIONS)
  return sound && amounts.length <= SLIDER_COMPONENTS ? amounts : undefined
}

export function formatDeviations(amounts: readonly number[]): string {
  return amounts.slice(0, amounts.findLastIndex((amount) => amount !== 0) + 1).join(',')
}
