import { formatMarkdownTable } from '../markdown.ts'
import { TURN_DEG, type Accuracy } from './accuracy.ts'
import type { DetectorRow } from './detectors.ts'
import type { SummaryRow } from './summary.ts'
import { ROUND_TRIP_MS, type FirstVisitRow } from './first-visit.ts'

export const NO_VALUE = '–'
export const BYTES_PER_MB = 1e6

/** Formats a number for the tables; a dash if it is not finite. */
export function formatNumber(value: number | undefined, digits = 0): string {
  return value === undefined || !Number.isFinite(value) ? NO_VALUE : value.toFixed(digits)
}

/** Formats both errors in percent, and the number of faces not found. */
export function formatAccuracy({ score }: Pick<SummaryRow, 'score'>): string {
  if (!score) return NO_VALUE
  const missed = score.faces - score.found
  const words = `${score.nmeInterOcular.toFixed(2)} / ${score.nmeInterPupil.toFixed(2)}`
  return missed ? `${words} (${missed} not found)` : words
}

/**
 * Formats the table of tracking costs other than speed (latency, processor time, time to the first landmarks), and
 * the first visits of the page.
 */
export function formatCosts(rows: readonly SummaryRow[], visits: readonly FirstVisitRow[]): string {
  const head = [
    '',
    'backend',
    'latency p50 ms',
    'p95 ms',
    'processor ms a frame',
    'cores',
    'first landmarks s',
  ]
  const cells = rows.map((row) => [
    row.title,
    row.points ? row.backend : NO_VALUE,
    formatNumber(row.latency50),
    formatNumber(row.latency95),
    formatNumber(row.cpuMsPerFrame, 1),
    formatNumber(row.cores, 2),
    formatNumber(row.secondsToLandmarks, 2),
  ])
  const pages = visits.map(
    ({ title, bytes, seconds }) =>
      `${title} ${(bytes / BYTES_PER_MB).toFixed(2)} MB, ${seconds.toFixed(1)} s`,
  )
  return (
    `${formatMarkdownTable(head, cells)}\n\nLatency: from a frame's capture, as given by requestVideoFrameCallback, to the first ` +
    'animation frame after its landmarks were drawn. Processor time: user and system, of all processes of the ' +
    'browser together, per processed frame; cores: number kept busy. First landmarks: from the ' +
    "library's start, with an empty cache, files from the same machine and the camera open. " +
    `First visit until the landmarks of a sample photo are drawn, photo included, each file delayed by ${ROUND_TRIP_MS} ms: ` +
    `${pages.join('; ')}.`
  )
}

/** Formats the table of detector accuracies; empty without rows. */
export function formatDetectors(all: readonly DetectorRow[]): string {
  if (all.length === 0) return ''
  const nme = ({ score }: Accuracy) => formatAccuracy({ score })
  const head = [
    '',
    'NME % ocular / pupil',
    `turned by ${TURN_DEG}°`,
    'faces found',
    `turned by ${TURN_DEG}°`,
    'in photos',
  ]
  const rows = all.map(({ title, upright, turned, photos }) => [
    title,
    nme(upright),
    nme(turned),
    `${upright.score.found} of ${upright.score.faces}`,
    `${turned.score.found} of ${turned.score.faces}`,
    `${photos.reduce((sum, faces) => sum + faces, 0)} (${photos.join(' ')})`,
  ])
  const notes = all.flatMap(({ title, note }) =>
    note ? `${title} ran with its own weights instead of today’s: ${note}.` : [],
  )
  const same = notes.length === 0 ? ['All with today’s weights.'] : notes
  return `${formatMarkdownTable(head, rows)}\n\nDetectors, on WASM. ${same.join(' ')}`
}
