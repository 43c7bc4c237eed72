import { isOwn, type Configuration } from './configurations.ts'
import type { BenchEnvironment } from './environment.ts'
import type { LimitRow } from './report.ts'
import { computeMedian } from '../../landmarker/median.ts'

/** Measures this tree's CNN-7 against a large matrix product, on each measured backend. */
export async function measureLimits(
  environment: BenchEnvironment,
  all: readonly Configuration[],
  say: (text: string) => void,
): Promise<LimitRow[]> {
  const rows: LimitRow[] = []
  for (const { variant, backend, title } of all.filter(isOwn)) {
    say(`Matrix-product limit: ${title}, ${backend}`)
    const setup = { variant, backend }
    const limit = await environment.withPage((page) =>
      page.evaluate((given) => window.bench.limit(given), setup),
    )
    const { network, matrix, side } = limit
    const rates = ({ multiplyAdds, times }: typeof network) =>
      times.map((time) => (1000 * multiplyAdds) / time)
    const [ours, theirs] = [rates(network), rates(matrix)]
    rows.push({
      variant,
      backend,
      multiplyAdds: network.multiplyAdds,
      network: computeMedian(ours) ?? NaN,
      matrix: computeMedian(theirs) ?? NaN,
      share: computeMedian(ours.map((one, i) => one / theirs[i]!)) ?? NaN,
      side,
    })
  }
  return rows
}
