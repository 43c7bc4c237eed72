import type { BackendName } from '../../landmarker/backends.ts'
import { table } from '../markdown.ts'
import type { Absent } from './entrants.ts'
import type { Machine } from './machine.ts'
import { CLIP_FPS } from './page/live.ts'
import { isMet, type Ratio } from './ratios.ts'
import type { Row } from './summary.ts'
import type { Effort } from './turn.ts'

/** How near CNN-7 comes to a large matrix product; multiply-adds per second. */
export interface LimitRow {
  readonly variant: string
  readonly backend: BackendName
  /** Of one run of CNN-7. */
  readonly multiplyAdds: number
  readonly network: number
  readonly matrix: number
  /** Of the matrix product's rate that CNN-7 reaches: the median over pairs of runs. */
  readonly share: number
  /** Side of the matrices. */
  readonly side: number
}

/** All that the bench has to say. */
export interface Report {
  readonly machine: Machine
  readonly effort: Effort & { readonly rounds: number }
  readonly rows: readonly Row[]
  readonly absent: readonly Absent[]
  readonly ratios: readonly Ratio[]
  readonly limits: readonly LimitRow[]
  /** Whose faces the NME is over; undefined without --data. */
  readonly faces: string | undefined
}

const NONE = '–'
const MB = 1e6

function number(value: number | undefined, digits = 0): string {
  return value === undefined || !Number.isFinite(value) ? NONE : value.toFixed(digits)
}

function accuracyOf({ score }: Row): string {
  if (!score) return NONE
  const missed = score.faces - score.found
  const words = `${score.nmeInterOcular.toFixed(2)} / ${score.nmeInterPupil.toFixed(2)}`
  return missed ? `${words} (${missed} not found)` : words
}

function liveOf({ fps, foundLive }: Row): string {
  const share = Math.round(100 * foundLive)
  return number(fps, 1) + (share < 99 ? ` (face in ${share}%)` : '')
}

/** Who was left out, together with all that were for the same reason. */
function absences({ absent }: Report): string {
  const reasons = new Map<string, string[]>()
  for (const { title, backend, why } of absent) {
    const reason = `${backend}: ${why}`
    reasons.set(reason, [...(reasons.get(reason) ?? []), title])
  }
  const parts = [...reasons].map(([reason, titles]) => `${titles.join(', ')} on ${reason}`)
  return parts.length ? `Not measured: ${parts.join('; ')}.` : ''
}

function speeds({ rows, faces }: Report): string {
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
    row.points ? String(row.points) : NONE,
    row.points ? row.backend : NONE,
    number(row.landmarks, 1),
    number(row.detection, 1) + (row.points && row.found < 6 ? ` (${row.found}/6)` : ''),
    liveOf(row),
    number(row.pageFps, 1),
    number(row.interval95, 1),
    number(row.bytes / MB, 2),
    number(row.memory === undefined ? undefined : row.memory / MB),
    ...(faces ? [accuracyOf(row)] : []),
  ])
  return table(head, cells)
}

function ratios({ ratios: all, machine }: Report): string {
  const words = (ratio: Ratio) => {
    const met = isMet(ratio)
    return met === undefined ? `not known: ${ratio.why}` : met ? 'yes' : 'no'
  }
  const rows = all.map((ratio) => [
    ratio.what,
    number(ratio.value, 2),
    `${ratio.asked.sign === '<=' ? '≤' : '≥'} ${ratio.asked.value}`,
    words(ratio),
  ])
  return (
    `Ratios on ${machine.cpu}, ${machine.cores} cores. They move with the machine: between two processors, by ` +
    `up to a third.\n\n${table(['wasm', 'here', 'asked', 'met'], rows)}`
  )
}

function limits({ limits: all }: Report): string {
  return all
    .map(({ variant, backend, multiplyAdds, network, matrix, share, side }) => {
      const giga = (value: number) => (value / 1e9).toFixed(1)
      return (
        `The limit on ${backend}: CNN-7 of ${variant}, ${(multiplyAdds / 1e6).toFixed(0)} million ` +
        `multiply-adds a run, reaches ${giga(network)} billion of them a second, ${(100 * share).toFixed(0)}% of the ` +
        `${giga(matrix)} billion of a ${side} x ${side} matrix product.`
      )
    })
    .join('\n')
}

function legend({ effort, faces, machine }: Report): string {
  const { rounds, seconds, repeats } = effort
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

/** The whole report in Markdown. */
export function markdown(report: Report): string {
  const parts = [speeds, legend, absences, ratios, limits].map((part) => part(report))
  return parts.filter(Boolean).join('\n\n')
}
