const NAME = /^tuned-([1-9]\d{0,5})$/

/** A tuned variant's number: 7 of tuned-7. */
export function numberOf(name: string): number | undefined {
  const [, digits] = NAME.exec(name) ?? []
  return digits ? Number(digits) : undefined
}
