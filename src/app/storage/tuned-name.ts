const TUNED_NAME = /^tuned-([1-9]\d{0,5})$/

/** Parses the number of a tuned variant: 7 of tuned-7. */
export function parseTunedNumber(name: string): number | undefined {
  const [, digits] = TUNED_NAME.exec(name) ?? []
  return digits ? Number(digits) : undefined
}

/** Returns the first unused name of a tuned variant. */
export function nextTunedName(taken: readonly { readonly name: string }[]): string {
  let number = 1
  while (taken.some(({ name }) => parseTunedNumber(name) === number)) number++
  return `tuned-${number}`
}
