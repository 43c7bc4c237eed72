import { formatTable } from '../markdown.ts'
import { TURN_DEG, type Accuracy } from './accuracy.ts'
import type { DetectorRow } from './detectors.ts'
import type { SummaryRow } from './summary.ts'
import { ROUND_TRIP_MS, type FirstVisitRow } from './first-visit.ts'

export const NO_VALUE = '–'
export const BYTES_PER_MB = 1e6

/** A number as the tables show it. */
export function formatNumber(value: number | undefined, digits = 0): string {
  return value === undefined || !Number.isFinite(value) ? NO_VALUE : value.toFixed(digits)
}

/** Both errors in percent, and how many faces were missed. */
export function formatAccuracy({ score }: Pick<SummaryRow, 'score'>): string {
  if (!score) return NO_VALUE
  const missed = score.faces - score.found
  const words = `${score.nmeInterOcular.toFixed(2)} / ${score.nmeInterPupil.toFixed(2)}`
  return missed ? `${words} (${missed} not found)` : words
}

/**
 * A table of what following a face costs beside the speed: latency, processor time, and how soon it begins;
 * with the first visits of the page.
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
    `${formatTable(head, cells)}\n\nLatency: from a frame's capture, as requestVideoFrameCallback tells it, to the first ` +
    'animation frame after its landmarks were drawn. Processor time: user and system, of all processes of the ' +
    'browser together, by the frames that were worked on; cores: how many it kept busy. First landmarks: from the ' +
    "library's start, nothing cached, files from the same machine, the camera open. " +
    `A first visit up to the landmarks of a sample photo, which counts, each file ${ROUND_TRIP_MS} ms after it was ` +
    `asked for: ${pages.join('; ')}.`
  )
}

/** A table of what each detector finds; nothing without rows. */
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
    note ? `${title} ran with its own weights, not today’s: ${note}.` : [],
  )
  const same = notes.length === 0 ? ['All on the weights of today.'] : notes
  return `${formatTable(head, rows)}\n\nDetectors, on WASM. ${same.join(' ')}`
}
