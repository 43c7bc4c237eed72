import { formatNumber } from '../../ui/format.ts'

/** Formats a time in a clip with hundredths, as 1:02:03.45 or 2:03.45; or with a comma. */
export function formatClipTime(seconds: number): string {
  const hundredths = Math.round(100 * Math.abs(seconds))
  const [hours, minutes, rest] = [
    Math.floor(hundredths / 360_000),
    Math.floor(hundredths / 6000) % 60,
    (hundredths % 6000) / 100,
  ]
  const tail = `${hours ? String(minutes).padStart(2, '0') : minutes}:${formatNumber(rest, 2).padStart(5, '0')}`
  return `${seconds < 0 ? '-' : ''}${hours ? `${hours}:` : ''}${tail}`
}
