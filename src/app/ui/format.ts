import { getLanguage } from './language.ts'

const formatters = new Map<string, Intl.NumberFormat>()

/** Formats a number in the language of the page. */
function format(value: number, options: Intl.NumberFormatOptions): string {
  const key = getLanguage() + JSON.stringify(options)
  let formatter = formatters.get(key)
  if (!formatter) formatters.set(key, (formatter = new Intl.NumberFormat(getLanguage(), options)))
  return formatter.format(value)
}

/** Formats a number that is rounded like `toFixed`, which in ties differs from Intl. */
function formatRounded(value: number, digits: number, options: Intl.NumberFormatOptions): string {
  const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }
  return format(Number(value.toFixed(digits)), { ...exactly, ...options })
}

/** Decimal number with so many digits after the point, or the comma, without thousands separators. */
export function formatNumber(value: number, digits: number): string {
  return formatRounded(value, digits, {})
}

/** Number as it is, such as a setting: 0.02, or 0,02. */
export function formatSetting(value: number): string {
  return format(value, { maximumFractionDigits: 12, useGrouping: false })
}

/** Percentage, from a number of percent: 3.27%, or 3,27 %. */
export function formatPercent(percent: number, digits: number): string {
  return formatRounded(percent, digits, { style: 'unit', unit: 'percent' })
}

/** Decimal number for a table; a dash if it is not finite. */
export function formatFigure(value: number, digits = 2): string {
  return Number.isFinite(value) ? formatNumber(value, digits) : '–'
}

/** Whole number with thousands separators. */
export function formatCount(count: number): string {
  return format(count, {})
}

/** Chooses between the forms of a word by the rules of the page's language. */
export function choosePlural(count: number, one: string, other: string): string {
  return new Intl.PluralRules(getLanguage()).select(count) === 'one' ? one : other
}

/** Number of faces in words: "one face", "2,009 faces". */
export function formatFaceCount(count: number): string {
  return choosePlural(count, 'one face', `${formatCount(count)} faces`)
}

/** Duration in seconds, minutes or hours, from milliseconds. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** Bytes in mebibytes, rounded. */
export function formatMebibytes(bytes: number): string {
  return `${formatCount(Math.round(bytes / 2 ** 20))} MB`
}
