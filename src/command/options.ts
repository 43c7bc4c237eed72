// What a program is given on the command line; each throws an Error with a sentence for what makes no sense.

/** One of a few words. */
export function parseChoice<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === value)
  if (!found) throw new Error(`--${option} must be ${allowed.join(' or ')}, not "${value}".`)
  return found
}

export function parseNumber(option: string, value: string): number {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number))
    throw new Error(`--${option} must be a number, not "${value}".`)
  return number
}

/** A number above 0. */
export function parsePositive(option: string, value: string): number {
  const number = Number(value)
  if (!(number > 0 && number < Infinity))
    throw new Error(`--${option} must be a number above 0, not "${value}".`)
  return number
}

/** A whole number, `least` or more. */
export function parseCount(option: string, value: string, least = 1): number {
  const number = Number(value)
  if (value.trim() === '' || !Number.isInteger(number) || number < least)
    throw new Error(`--${option} must be a whole number from ${least} on, not "${value}".`)
  return number
}
