import { computeFaceNmes, type Normaliser, type ScoredFace } from '../../../evaluation/face-metrics.ts'
import { mean } from '../../../evaluation/nme.ts'
import { setSettings, useSettings } from '../../state/change-address.ts'
import { ControlGroup } from '../../ui/ControlGroup.tsx'
import { formatFigure } from '../../ui/format.ts'
import { Explained } from '../../ui/glossary/Explained.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { TEXT } from '../../ui/text.ts'
import { useMethods } from './current.ts'
import { formatSeriesName } from './methods.ts'
import { SeriesCell } from './SeriesCell.tsx'
import { useComparisons, type Comparison } from './useComparisons.ts'
import evaluateStyles from './evaluate.module.css'

interface Props {
  readonly results: readonly ScoredFace[]
  /** Variants and methods. */
  readonly names: readonly string[]
  readonly by: Normaliser
}

/** Finds the name with the lowest mean error over the faces that it found. */
function findBest(results: readonly ScoredFace[], names: readonly string[], by: Normaliser): string {
  const error = (name: string) => {
    const found = mean(computeFaceNmes(results, name, by).filter(Number.isFinite))
    return Number.isFinite(found) ? found : Infinity
  }
  return names.toSorted((p, q) => error(p) - error(q))[0]!
}

function describeVerdict({ compared }: Comparison): string {
  if (!compared) return TEXT.evaluate.paired.noFaces
  const { difference, p } = compared
  if (!(p < 0.05)) return TEXT.evaluate.paired.same
  return difference > 0 ? TEXT.evaluate.paired.worse : TEXT.evaluate.paired.better
}

function PairedRow({ comparison }: { readonly comparison: Comparison }) {
  const { name, compared } = comparison
  return (
    <tr>
      <SeriesCell name={name} />
      <td>{formatFigure(compared?.difference ?? NaN)}</td>
      <td>
        {compared &&
          TEXT.evaluate.tables.range(formatFigure(compared.interval[0]), formatFigure(compared.interval[1]))}
      </td>
      <td>{compared && TEXT.evaluate.paired.p(compared.p)}</td>
      <td>{compared?.faces ?? 0}</td>
      <td>{describeVerdict(comparison)}</td>
    </tr>
  )
}

/** Table of the differences from a reference, with their intervals: what can be told apart on these faces. */
export function PairedTable({ results, names, by }: Props) {
  const methods = useMethods()
  const { versus } = useSettings('evaluate')
  const reference = names.find((name) => name === versus) ?? findBest(results, names, by)
  const comparisons = useComparisons(results, names, reference, by)
  return (
    <section className={evaluateStyles.block} aria-label={TEXT.evaluate.paired.heading}>
      <h2>{TEXT.evaluate.paired.heading}</h2>
      <ControlGroup name="results">
        <label className={evaluateStyles.choice}>
          {TEXT.evaluate.paired.versus}
          <select
            value={reference}
            onChange={({ target }) => setSettings('evaluate', { versus: target.value })}
          >
            {names.map((name) => (
              <option key={name} value={name}>
                {formatSeriesName(name, methods)}
              </option>
            ))}
          </select>
        </label>
      </ControlGroup>
      <ScrollTable
        className={evaluateStyles.table}
        caption={
          <Explained
            text={TEXT.evaluate.paired.caption(
              formatSeriesName(reference, methods),
              TEXT.evaluate.normalisers[by],
            )}
          />
        }
      >
        <thead>
          <tr>
            <th scope="col">{TEXT.evaluate.tables.variant}</th>
            <th scope="col">{TEXT.evaluate.paired.difference}</th>
            <th scope="col">{TEXT.evaluate.paired.interval}</th>
            <th scope="col">{TEXT.evaluate.paired.chance}</th>
            <th scope="col">{TEXT.evaluate.tables.faces}</th>
            <th scope="col">{TEXT.evaluate.paired.verdict}</th>
          </tr>
        </thead>
        <tbody>
          {comparisons.map((comparison) => (
            <PairedRow key={comparison.name} comparison={comparison} />
          ))}
        </tbody>
      </ScrollTable>
    </section>
  )
}
