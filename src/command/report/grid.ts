import { mean } from '../../evaluation/nme.ts'
import type { RunResult } from '../../evaluation/results.ts'
import { formatMarkdownTable } from '../markdown.ts'
import { PAPER_GRID } from './paper.ts'
import { readSetting, formatFixed, formatInterval } from './format.ts'

/** Formats the table of the grid search over w and ε. */
export function formatGridTable(runs: readonly RunResult[]): string {
  const keys = ['w', 'epsilon', 'seed'] as const
  const rows = runs.toSorted((p, q) =>
    keys.reduce((order, key) => order || readSetting(p, key) - readSetting(q, key), 0),
  )
  return formatMarkdownTable(
    ['w', 'ε', 'seed', 'validation %', 'test % (95%)', "AFLW's points %", 'paper, AFLW'],
    rows.map((run) => [
      String(readSetting(run, 'w')),
      String(readSetting(run, 'epsilon')),
      String(readSetting(run, 'seed')),
      formatFixed(run.validation),
      run.test
        ? `${formatFixed(run.test.nmeInterPupil)} (${formatInterval(run.test.intervalInterPupil)})`
        : '–',
      run.test ? formatFixed(run.test.aflw19) : '–',
      PAPER_GRID[`${readSetting(run, 'w')},${readSetting(run, 'epsilon')}`]?.toFixed(2) ?? '–',
    ]),
  )
}

/** Describes the noise between seeds, from the grid cells that have several. */
export function describeGrid(runs: readonly RunResult[]): string {
  const cells = new Map<string, number[]>()
  for (const run of runs) {
    const cell = `w = ${readSetting(run, 'w')}, ε = ${readSetting(run, 'epsilon')}`
    cells.set(cell, [...(cells.get(cell) ?? []), run.validation])
  }
  const repeated = [...cells]
    .filter(([, values]) => values.length > 1)
    .map(([cell, values]) => ({
      cell,
      values,
      mean: mean(values),
      spread: Math.max(...values) - Math.min(...values),
    }))
    .sort((p, q) => p.mean - q.mean)
  const [best] = repeated
  const worst = repeated.at(-1)
  if (!best || !worst || best === worst)
    return 'Cells of one seed differ by the seed as well; how much that is has not been measured yet.'
  const noise = Math.max(best.spread, worst.spread)
  const single = [...cells.values()].map((values) => values[0]!)
  const range = Math.max(...single) - Math.min(...single)
  const words = ({ cell, values, mean: middle }: typeof best) =>
    `${cell} has ${formatFixed(middle)}% over ${values.length} seeds (${values.map(formatFixed).join(', ')})`
  const verdict =
    Math.max(...best.values) < Math.min(...worst.values)
      ? `every seed of the better cell is below every seed of the worse one, ${formatFixed(worst.mean - best.mean)} points apart on average`
      : `their seeds overlap, so that even these two cannot be told apart (${formatFixed(worst.mean - best.mean)} points on average)`
  return `On the validation faces ${words(best)}, ${words(worst)}: ${verdict}. Seeds of one cell are up to ${formatFixed(noise)} points apart and the nine cells ${formatFixed(range)} points, so that cells nearer to one another than ${formatFixed(noise)} cannot be ranked by one run each. The paper's whole grid spans 0.14 points of another error, on ten times the faces.`
}

/** Describes the order of the cells, and how far apart they are, in long and in short runs of the same seed. */
export function describeLongGrid(long: readonly RunResult[], short: readonly RunResult[]): string {
  const name = (run: RunResult) => `w = ${readSetting(run, 'w')}, ε = ${readSetting(run, 'epsilon')}`
  const sorted = long.toSorted((p, q) => p.validation - q.validation)
  const names = new Set(sorted.map(name))
  const same = short.filter((run) => readSetting(run, 'seed') === 1 && names.has(name(run)))
  const range = (runs: readonly RunResult[]) => {
    const errors = runs.map(({ validation }) => validation)
    return formatFixed(Math.max(...errors) - Math.min(...errors))
  }
  return `From the lowest validation NME to the highest: ${sorted.map((run) => `${name(run)} (${formatFixed(run.validation)}%)`).join('; ')}. The cells are ${range(sorted)} points apart; in the short runs below the same cells are ${range(same)} points apart.`
}
