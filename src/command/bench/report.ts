import type { BackendName } from '../../landmarker/backend/backends.ts'
import { formatMarkdownTable } from '../markdown.ts'
import type { SkippedConfiguration } from './configurations.ts'
import type { DetectorRow } from './detectors.ts'
import {
  BYTES_PER_MB,
  NO_VALUE,
  formatCosts,
  formatDetectors,
  formatAccuracy,
  formatNumber,
} from './format.ts'
import type { Machine } from './machine.ts'
import { CLIP_FPS } from './page/live-session.ts'
import { isMet, type Ratio } from './ratios.ts'
import type { SummaryRow } from './summary.ts'
import type { TrialLengths } from './trial.ts'
import type { FirstVisitRow } from './first-visit.ts'

/** Rates of CNN-7 and of a large matrix product, in multiply-adds per second. */
export interface LimitRow {
  readonly variant: string
  readonly backend: BackendName
  /** Multiply-adds of one run of CNN-7. */
  readonly multiplyAdds: number
  readonly network: number
  readonly matrix: number
  /** CNN-7's rate as a share of the matrix product's: the median over pairs of runs. */
  readonly share: number
  /** Side of the matrices. */
  readonly side: number
}

/** Report of the bench. */
export interface BenchReport {
  readonly machine: Machine
  readonly lengths: TrialLengths & { readonly rounds: number }
  readonly rows: readonly SummaryRow[]
  readonly skipped: readonly SkippedConfiguration[]
  readonly ratios: readonly Ratio[]
  readonly limits: readonly LimitRow[]
  readonly visits: readonly FirstVisitRow[]
  /** This project's detector and the baseline's; empty without --data. */
  readonly detectors: readonly DetectorRow[]
  /** Description of the faces of the NME; undefined without --data. */
  readonly faces: string | undefined
}

function formatFps({ fps, foundLive }: SummaryRow): string {
  const share = Math.round(100 * foundLive)
  return formatNumber(fps, 1) + (share < 99 ? ` (face in ${share}%)` : '')
}

/** Formats the skipped configurations, grouped by reason. */
function formatSkipped({ skipped }: BenchReport): string {
  const reasons = new Map<string, string[]>()
  for (const { title, backend, reason } of skipped) {
    const key = `${backend}: ${reason}`
    reasons.set(key, [...(reasons.get(key) ?? []), title])
  }
  const parts = [...reasons].map(([reason, titles]) => `${titles.join(', ')} on ${reason}`)
  return parts.length ? `Not measured: ${parts.join('; ')}.` : ''
}

function formatSpeeds({ rows, faces }: BenchReport): string {
  const head = [
    '',
    'points',
    'backend',
    'landmarks ms',
    'with detection ms',
    'live fps',
    'page fps',
    '95% ms',
    'download MB',
    'memory MB',
    ...(faces ? ['NME % ocular / pupil'] : []),
  ]
  const cells = rows.map((row) => [
    row.title,
    row.points ? String(row.points) : NO_VALUE,
    row.points ? row.backend : NO_VALUE,
    formatNumber(row.landmarks, 1),
    formatNumber(row.detection, 1) + (row.points && row.found < 6 ? ` (${row.found}/6)` : ''),
    formatFps(row),
    formatNumber(row.pageFps, 1),
    formatNumber(row.interval95, 1),
    formatNumber(row.bytes / BYTES_PER_MB, 2),
    formatNumber(row.memory === undefined ? undefined : row.memory / BYTES_PER_MB),
    ...(faces ? [formatAccuracy(row)] : []),
  ])
  return formatMarkdownTable(head, cells)
}

function formatRatios({ ratios: all, machine }: BenchReport): string {
  const words = (ratio: Ratio) => {
    const met = isMet(ratio)
    return met === undefined ? `not measured: ${ratio.reason}` : met ? 'yes' : 'no'
  }
  const rows = all.map((ratio) => [
    ratio.label,
    formatNumber(ratio.value, 2),
    `${ratio.target.sign === '<=' ? '≤' : '≥'} ${ratio.target.value}`,
    words(ratio),
  ])
  return (
    `Ratios on ${machine.cpu}, ${machine.cores} cores. They depend on the machine: between two processors they differ by ` +
    `up to a third.\n\n${formatMarkdownTable(['wasm', 'here', 'target', 'met'], rows)}`
  )
}

function formatLimits({ limits: all }: BenchReport): string {
  return all
    .map(({ variant, backend, multiplyAdds, network, matrix, share, side }) => {
      const giga = (value: number) => (value / 1e9).toFixed(1)
      return (
        `Matrix-product limit on ${backend}: CNN-7 of ${variant}, ${(multiplyAdds / 1e6).toFixed(0)} million ` +
        `multiply-adds a run as plain convolutions, reaches ${giga(network)} billion of them a second, ${(100 * share).toFixed(0)}% of the ` +
        `${giga(matrix)} billion of a ${side} x ${side} matrix product.`
      )
    })
    .join('\n')
}

function formatLegend({ lengths, faces, machine }: BenchReport): string {
  const { rounds, seconds, repeats } = lengths
  const busy = machine.load > machine.cores / 4 ? `; load ${machine.load.toFixed(1)} before it began` : ''
  const nme = faces ? ` NME: ${faces}, each library with its own detector, over the faces found.` : ''
  return (
    `${machine.cpu}, ${machine.cores} cores, ${machine.memory.toFixed(0)} GiB, ${machine.browser}, ` +
    `${machine.system}${busy}. Medians of ${rounds} rounds in turns, each with ${seconds} s of a ${CLIP_FPS} fps clip ` +
    `and ${repeats} runs on each of six photos, one face at a time. Download: up to the first landmarks, ` +
    "text and WASM as gzip. Memory: the page's process at its peak (resident), up to the end of the clip; " +
    `"camera alone" is what a page without a library needs.${nme}`
  )
}

/** Formats the whole report as Markdown. */
export function formatBenchmark(report: BenchReport): string {
  const { rows, visits, detectors } = report
  const parts = [
    formatSpeeds(report),
    formatLegend(report),
    formatCosts(rows, visits),
    formatDetectors(detectors),
    formatSkipped(report),
    formatRatios(report),
    formatLimits(report),
  ]
  return parts.filter(Boolean).join('\n\n')
}
