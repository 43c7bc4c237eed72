import type { Measured, Results, RunResult } from '../evaluation/results.ts'

const LOSSES = ['l2', 'l1', 'smooth-l1', 'wing'] as const
const NAMES: Readonly<Record<string, string>> = {
  l2: 'L2',
  l1: 'L1',
  'smooth-l1': 'smooth L1',
  wing: 'Wing',
  lite: 'Wing, lite',
}

/** The paper's figures. 300W: % inter-pupil, 3,148 training faces, balanced; AFLW: % of face size, 20,000. */
const PAPER = {
  common: { l2: 4.18, l1: 3.58, 'smooth-l1': 3.57, wing: 3.27 },
  aflwCnn6: { l2: 2.41, l1: 2.0, 'smooth-l1': 2.02, wing: 1.88 },
  aflwCnn6Balanced: { l2: 2.23, l1: 1.89, 'smooth-l1': 1.91, wing: 1.83 },
  aflwCascade: { l2: 2.06, l1: 1.82, 'smooth-l1': 1.84, wing: 1.71 },
} as const satisfies Record<string, Record<(typeof LOSSES)[number], number>>

/** The paper's NME of Wing by w and ε: CNN-6 on AFLW. */
const PAPER_GRID: Readonly<Record<string, number>> = {
  '4,0.5': 1.95,
  '10,0.5': 1.94,
  '14,0.5': 1.94,
  '4,2': 1.98,
  '10,2': 1.88,
  '14,2': 1.98,
  '4,3': 2.02,
  '10,3': 1.91,
  '14,3': 2.02,
}

const two = (value: number) => value.toFixed(2)
const nameOf = (loss: string) => NAMES[loss] ?? loss
const within = ([low, high]: readonly [number, number]) => `${two(low)} to ${two(high)}`

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, i) => (i ? '---:' : '---'))
  return [head, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function paperOf(column: Readonly<Record<string, number>>, loss: string): string {
  return loss in column ? two(column[loss]) : '–'
}

function shippedTable({ variants }: Results): string {
  const row = (name: string, network: string, paper: string, m: Measured) => [
    name,
    network,
    `${two(m.nmeInterPupil)} (${within(m.intervalInterPupil)})`,
    paper,
    two(m.nmeInterOcular),
    two(m.auc8),
    two(m.failureRate8),
  ]
  return table(
    [
      'trained with',
      'network',
      'NME inter-pupil % (95%)',
      'paper',
      'NME inter-ocular %',
      'AUC 8% inter-ocular',
      'above 8%',
    ],
    variants.flatMap(({ variant, cascade, cnn6 }) => [
      row(nameOf(variant), 'CNN-6/7', paperOf(PAPER.common, variant), cascade),
      row('', 'CNN-6', '–', cnn6),
    ]),
  )
}

function shippedWords({ variants, paired }: Results): string {
  if (paired.length === 0)
    return 'Only one loss is shipped so far, so nothing can be said about losses here yet.'
  const best = variants.toSorted((p, q) => p.cascade.nmeInterPupil - q.cascade.nmeInterPupil)[0]
  const sentences = paired.map(({ variant, difference, interval, p }) => {
    const verdict = p < 0.05 ? (difference > 0 ? 'worse than' : 'better than') : 'not told apart from'
    return `${nameOf(variant)} is ${verdict} Wing (${two(difference)} points, ${within(interval)}, p ${p < 0.001 ? '< 0.001' : `= ${p.toPrecision(2)}`})`
  })
  return `Lowest here: ${nameOf(best.variant)}. By paired bootstrap over the faces ${sentences.join('; ')}. That holds for these faces and one run a loss, trained on 2,009 faces; it says nothing about another seed, and the paper's figures come from 3,148 faces and other networks' widths, so only the order can be compared with them.`
}

function aflwTable({ variants }: Results): string {
  return table(
    ['trained with', 'CNN-6 % (95%)', 'paper, AFLW', 'CNN-6/7 % (95%)', 'paper, AFLW'],
    variants.map(({ variant, cascade, cnn6 }) => [
      nameOf(variant),
      `${two(cnn6.aflw19)} (${within(cnn6.intervalAflw19)})`,
      paperOf(PAPER.aflwCnn6, variant),
      `${two(cascade.aflw19)} (${within(cascade.intervalAflw19)})`,
      paperOf(PAPER.aflwCascade, variant),
    ]),
  )
}

const settingOf = ({ settings }: RunResult, key: string) => Number(settings[key] ?? 0)

function balancingTable({ runs }: Results): string {
  const rows = runs.filter(({ group }) => group === 'balancing')
  const of = (loss: string, bins: number) =>
    rows.find((run) => run.settings.loss === loss && settingOf(run, 'balance') === bins)
  return table(
    [
      'loss',
      'balanced',
      'validation %',
      'test % (95%)',
      'largest yaw % (95%)',
      "AFLW's points %",
      'paper, AFLW',
    ],
    LOSSES.flatMap((loss) =>
      [0, 9].flatMap((bins) => {
        const run = of(loss, bins)
        if (!run?.test) return []
        const { test, validation } = run
        return [
          [
            nameOf(loss),
            bins ? `${bins} bins` : 'no',
            two(validation),
            `${two(test.nmeInterPupil)} (${within(test.intervalInterPupil)})`,
            `${two(test.largestYawQuarter)} (${within(test.intervalLargestYawQuarter)})`,
            two(test.aflw19),
            two(bins ? PAPER.aflwCnn6Balanced[loss] : PAPER.aflwCnn6[loss]),
          ],
        ]
      }),
    ),
  )
}

/** Over how many losses balancing lowered a number, in words. */
function balancingWords({ runs }: Results): string {
  const pairs = LOSSES.flatMap((loss) => {
    const [off, on] = [0, 9].map((bins) =>
      runs.find(
        (r) => r.group === 'balancing' && r.settings.loss === loss && settingOf(r, 'balance') === bins,
      ),
    )
    return off?.test && on?.test ? [{ off, on, before: off.test, after: on.test }] : []
  })
  if (pairs.length === 0) return ''
  const better = (improved: (pair: (typeof pairs)[number]) => boolean) =>
    `${pairs.filter(improved).length} of ${pairs.length} losses`
  return `Balancing lowers the validation NME for ${better(({ off, on }) => on.validation < off.validation)}, the test NME for ${better(({ before, after }) => after.nmeInterPupil < before.nmeInterPupil)}, and that of the quarter with the largest yaw for ${better(({ before, after }) => after.largestYawQuarter < before.largestYawQuarter)}. The validation faces decide whether the shipped variants use it. The faces of 300W look aside less than AFLW's, on which the paper measured its gain, and one run each cannot separate small differences from the seed's.`
}

function rateTable({ runs }: Results): string {
  const rows = runs.filter(({ group }) => group === 'rate' || group === 'long')
  const rates = [...new Set(rows.map((run) => settingOf(run, 'rate')))].sort((p, q) => p - q)
  return table(
    ['loss', 'crops', ...rates.map((rate) => rate.toString())],
    ['rate', 'long'].flatMap((group) =>
      LOSSES.flatMap((loss) => {
        const own = rows.filter((run) => run.group === group && run.settings.loss === loss)
        if (own.length === 0) return []
        const of = (rate: number) => own.find((run) => settingOf(run, 'rate') === rate)
        const crops = settingOf(own[0], 'faces').toLocaleString('en')
        const cells = rates.map((rate) => of(rate)?.validation)
        return [[nameOf(loss), crops, ...cells.map((cell) => (cell === undefined ? '–' : two(cell)))]]
      }),
    ),
  )
}

function gridTable({ runs }: Results): string {
  const rows = runs.filter(({ group }) => group === 'grid')
  return table(
    ['w', 'ε', 'seed', 'validation %', 'test % (95%)', "AFLW's points %", 'paper, AFLW'],
    rows.map((run) => [
      String(settingOf(run, 'w')),
      String(settingOf(run, 'epsilon')),
      String(settingOf(run, 'seed')),
      two(run.validation),
      run.test ? `${two(run.test.nmeInterPupil)} (${within(run.test.intervalInterPupil)})` : '–',
      run.test ? two(run.test.aflw19) : '–',
      PAPER_GRID[`${settingOf(run, 'w')},${settingOf(run, 'epsilon')}`]?.toFixed(2) ?? '–',
    ]),
  )
}

/** Largest and smallest non-empty bin. */
function ratio(counts: readonly number[]): number {
  const filled = counts.filter((count) => count > 0)
  return Math.max(...filled) / Math.min(...filled)
}

/** models/RESULTS.md: every number from `results`. */
export function report(results: Results): string {
  const { before, after } = results.balancing
  const has = (group: string) => results.runs.some((run) => run.group === group)
  const sections = [
    `# What a loss does to a face

Written by \`npm run results -- --data DIR --runs DIR\`; not by hand. ${results.protocol}. NME in percent, by
the distance named; intervals are 95% by bootstrap over the faces. The networks are those of the page, quantised.`,
    `## The shipped variants

The paper's column is 300W common, inter-pupil, CNN-6/7 balanced, trained on 3,148 faces.

${shippedTable(results)}

${shippedWords(results)}`,
    `## AFLW's protocol on these faces

AFLW's photos are not to be had, so its protocol is applied to 300W's common faces: 19 points taken from the 68
and the error divided by the longer side of the landmarks' box. The paper's columns are AFLW itself, 20,000
training faces.

${aflwTable(results)}

Both columns are percent of a face size, but of other photos, other faces and another markup: the order of the
losses can be compared, the values cannot.`,
  ]
  if (has('balancing')) {
    sections.push(`## Pose-based data balancing

CNN-6, 160,000 crops a run, 1,851 training faces; the largest bin holds ${ratio(before).toFixed(1)} times the faces of
the smallest before and ${ratio(after).toFixed(2)} times after (of all 2,009: ${before.join(', ')} before; ${after.join(', ')} after). "Largest yaw"
is the quarter of the test faces that looks most to a side. The paper's column is AFLW, CNN-6.

${balancingTable(results)}

${balancingWords(results)}`)
  }
  if (has('rate')) {
    sections.push(`## The learning rate

Inter-pupil NME on the 158 validation faces, CNN-6. The lowest of a short row goes into balancing and grid; the
shipped variants take the lower rate where two are as good, for they train longer (training/experiments.py).

${rateTable(results)}

A short run favours a high rate; differences below a tenth of a point may be the seed's.`)
  }
  if (has('grid')) {
    sections.push(`## w and ε of the Wing loss

CNN-6, 64,000 crops a run. The paper's column is AFLW, CNN-6.

${gridTable(results)}

Cells of one seed differ by the seed as well; only cells further apart than the seeds of one cell can be told
from one another.`)
  }
  return `${sections.join('\n\n')}\n`
}
