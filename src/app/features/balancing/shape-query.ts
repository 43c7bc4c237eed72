/** Sliders; the components after these are small. */
export const BENT = 6
/** Deviations to either side: nearly all faces are within. */
export const REACH = 3

/** For `useQuery`: deviations along the first components, those at the end that are 0 left out. */
export function parseBend(text: string): readonly number[] | undefined {
  const amounts = text.split(',').map(Number)
  const sound = amounts.every((amount) => Math.abs(amount) <= REACH)
  return sound && amounts.length <= BENT ? amounts : undefined
}

export function formatBend(amounts: readonly number[]): string {
  return amounts.slice(0, amounts.findLastIndex((amount) => amount !== 0) + 1).join(',')
}
