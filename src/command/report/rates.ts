import type { Results } from '../../evaluation/results.ts'
import { formatMarkdownTable } from '../markdown.ts'
import { GRID_LOSSES, formatLoss, readSetting, formatFixed } from './format.ts'

/** Formats the table of validation errors by learning rate. */
export function formatRateTable({ runs }: Results): string {
  const rows = runs.filter(({ group }) => group === 'rate' || group === 'long')
  const rates = [...new Set(rows.map((run) => readSetting(run, 'rate')))].sort((p, q) => p - q)
  return formatMarkdownTable(
    ['loss', 'crops', ...rates.map((rate) => rate.toString())],
    ['rate', 'long'].flatMap((group) =>
      GRID_LOSSES.flatMap((loss) => {
        const own = rows.filter((run) => run.group === group && run.settings.loss === loss)
        if (own.length === 0) return []
        const of = (rate: number) => own.find((run) => readSetting(run, 'rate') === rate)
        const crops = readSetting(own[0]!, 'crops').toLocaleString('en')
        const cells = rates.map((rate) => of(rate)?.validation)
        return [
          [formatLoss(loss), crops, ...cells.map((cell) => (cell === undefined ? '–' : formatFixed(cell)))],
        ]
      }),
    ),
  )
}
