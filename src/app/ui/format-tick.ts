import { formatCount, formatNumber } from './format.ts'

/** Most decimals of a tick. */
const MAX_DIGITS = 6

function countDecimals(value: unknown): number {
  if (typeof value !== 'number') return 0
  const digits = Array.from({ length: MAX_DIGITS }, (_, i) => i)
  return digits.find((count) => Math.abs(value - Number(value.toFixed(count))) < 1e-9) ?? MAX_DIGITS
}

/** Formats a plot's tick in the language of the page, with as many decimals as any of the axis needs. */
export function formatTick(value: unknown, _index: number, ticks: ArrayLike<unknown> = [value]): string {
  if (typeof value !== 'number') return String(value)
  const digits = Math.max(...Array.from(ticks, countDecimals))
  // Also without "-0".
  const text = digits > 0 ? formatNumber(value + 0, digits) : formatCount(value + 0)
  return text.replace('-', '\u2212')
}
