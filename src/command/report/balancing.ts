import type { RunResult } from '../../evaluation/results.ts'
import { formatMarkdownTable } from '../markdown.ts'
import { PAPER } from './paper.ts'
import { GRID_LOSSES, formatLoss, readSetting, formatFixed, formatInterval } from './format.ts'

/** Formats the table of runs with and without pose-based data balancing. */
export function formatBalancingTable(runs: readonly RunResult[]): string {
  const of = (loss: string, bins: number) =>
    runs.find((run) => run.settings.loss === loss && readSetting(run, 'balance') === bins)
  return formatMarkdownTable(
    [
      'loss',
      'balanced',
      'validation %',
      'test % (95%)',
      'largest yaw % (95%)',
      "AFLW's points %",
      'paper, AFLW',
    ],
    GRID_LOSSES.flatMap((loss) =>
      [0, 9].flatMap((bins) => {
        const run = of(loss, bins)
        if (!run?.test) return []
        const { test, validation } = run
        return [
          [
            formatLoss(loss),
            bins ? `${bins} bins` : 'no',
            formatFixed(validation),
            `${formatFixed(test.nmeInterPupil)} (${formatInterval(test.intervalInterPupil)})`,
            `${formatFixed(test.largestYawQuarter)} (${formatInterval(test.intervalLargestYawQuarter)})`,
            formatFixed(test.aflw19),
            formatFixed(bins ? PAPER.aflwCnn6Balanced[loss] : PAPER.aflwCnn6[loss]),
          ],
        ]
      }),
    ),
  )
}

/** Describes for how many losses balancing lowered each error. */
export function describeBalancing(runs: readonly RunResult[]): string {
  const pairs = GRID_LOSSES.flatMap((loss) => {
    const [off, on] = [0, 9].map((bins) =>
      runs.find((run) => run.settings.loss === loss && readSetting(run, 'balance') === bins),
    )
    return off?.test && on?.test ? [{ off, on, before: off.test, after: on.test }] : []
  })
  if (pairs.length === 0) return ''
  const better = (improved: (pair: (typeof pairs)[number]) => boolean) =>
    `${pairs.filter(improved).length} of ${pairs.length} losses`
  return `Balancing lowers the validation NME for ${better(({ off, on }) => on.validation < off.validation)}, the test NME for ${better(({ before, after }) => after.nmeInterPupil < before.nmeInterPupil)}, and that of the quarter with the largest yaw for ${better(({ before, after }) => after.largestYawQuarter < before.largestYawQuarter)}. The validation faces decide whether the shipped variants use it. The faces of 300W look aside less than AFLW's, on which the paper measured its gain, and one run each cannot separate small differences from the seed's.`
}

/** Describes what balancing changed for one loss. */
export function describeBalancedRun(runs: readonly RunResult[]): string {
  const [off, on] = [0, 9].map((bins) => runs.find((run) => readSetting(run, 'balance') === bins))
  if (!off?.test || !on?.test) return ''
  const change = (before: number, after: number) => `from ${formatFixed(before)}% to ${formatFixed(after)}%`
  return `With balancing the validation NME goes ${change(off.validation, on.validation)}, the test NME ${change(off.test.nmeInterPupil, on.test.nmeInterPupil)}, and that of the quarter with the largest yaw ${change(off.test.largestYawQuarter, on.test.largestYawQuarter)}.`
}
