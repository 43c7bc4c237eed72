/** Decimal number for a table; a dash if it is not finite. */
export function formatFigure(value: number, digits = 2): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '–'
}

/** Whole number with thousands separators. */
export function formatCount(count: number): string {
  return count.toLocaleString('en')
}

/** Number of faces in words: "one face", "2,009 faces". */
export function formatFaceCount(count: number): string {
  return count === 1 ? 'one face' : `${formatCount(count)} faces`
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
