const NAME = /^tuned-([1-9]\d{0,5})$/

/** A tuned variant's number: 7 of tuned-7. */
export function numberOf(name: string): number | undefined {
  const [, digits] = NAME.exec(name) ?? []
  return digits ? Number(digits) : undefined
}

/** The first name that none of these has. */
export function freeName(taken: readonly { readonly name: string }[]): string {
  let number = 1
  while (taken.some(({ name }) => numberOf(name) === number)) number++
  return `tuned-${number}`
}
