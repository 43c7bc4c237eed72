// Parsers of command-line options. Each throws an Error that names the option if its value is invalid.

/** Parses one of the allowed words. */
export function parseChoice<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === value)
  if (!found) throw new Error(`--${option} must be ${allowed.join(' or ')}, not "${value}".`)
  return found
}

/** Parses a finite number. */
export function parseNumber(option: string, value: string): number {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number))
    throw new Error(`--${option} must be a number, not "${value}".`)
  return number
}

/** Parses a number above 0. */
export function parsePositive(option: string, value: string): number {
  const number = Number(value)
  if (!(number > 0 && number < Infinity))
    throw new Error(`--${option} must be a number above 0, not "${value}".`)
  return number
}

/** Parses a whole number, `min` or more. */
export function parseCount(option: string, value: string, min = 1): number {
  const number = Number(value)
  if (value.trim() === '' || !Number.isInteger(number) || number < min)
    throw new Error(`--${option} must be a whole number of at least ${min}, not "${value}".`)
  return number
}
