import type { Results } from '../../evaluation/results.ts'
import { table } from '../markdown.ts'
import { LOSSES, nameOf, settingOf, two } from './format.ts'

export function rateTable({ runs }: Results): string {
  const rows = runs.filter(({ group }) => group === 'rate' || group === 'long')
  const rates = [...new Set(rows.map((run) => settingOf(run, 'rate')))].sort((p, q) => p - q)
  return table(
    ['loss', 'crops', ...rates.map((rate) => rate.toString())],
    ['rate', 'long'].flatMap((group) =>
      LOSSES.flatMap((loss) => {
        const own = rows.filter((run) => run.group === group && run.settings.loss === loss)
        if (own.length === 0) return []
        const of = (rate: number) => own.find((run) => settingOf(run, 'rate') === rate)
        const crops = settingOf(own[0], 'crops').toLocaleString('en')
        const cells = rates.map((rate) => of(rate)?.validation)
        return [[nameOf(loss), crops, ...cells.map((cell) => (cell === undefined ? '–' : two(cell)))]]
      }),
    ),
  )
}
