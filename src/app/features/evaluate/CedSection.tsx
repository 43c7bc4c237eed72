import { useMemo } from 'react'
import {
  computePartNmes,
  FAILURE_LIMIT,
  type Normaliser,
  type ScoredFace,
} from '../../../evaluation/face-metrics.ts'
import { FACE_PARTS } from '../../../evaluation/face-regions.ts'
import { computeAuc } from '../../../evaluation/ced.ts'
import { computeMedian } from '../../../landmarker/median.ts'
import { setSettings, useSettings } from '../../state/change-address.ts'
import { ControlGroup } from '../../ui/ControlGroup.tsx'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import { formatPercent } from '../../ui/format.ts'
import { TEXT } from '../../ui/text.ts'
import { useMethods } from './current.ts'
import { formatSeriesName } from './methods.ts'
import { createCedPlot } from './plots.ts'
import evaluateStyles from './evaluate.module.css'

interface Props {
  readonly results: readonly ScoredFace[]
  /** Variants and methods. */
  readonly names: readonly string[]
  readonly by: Normaliser
}

/** Cumulative error distribution of the whole face or a part of it, and in words where half of the faces lie. */
export function CedSection({ results, names, by }: Props) {
  const { part } = useSettings('evaluate')
  const methods = useMethods()
  const options = useMemo(() => createCedPlot(results, names, by, part), [results, names, by, part])
  const list = (figure: (name: string) => string) =>
    names.map((name) => TEXT.evaluate.figureOf(formatSeriesName(name, methods), figure(name))).join(', ')
  const nmes = (name: string) => computePartNmes(results, name, by, part)
  const areas = list((name) => formatPercent(100 * computeAuc(nmes(name), FAILURE_LIMIT), 1))
  const medians = list((name) => {
    const median = computeMedian(nmes(name)) ?? Infinity
    return Number.isFinite(median) ? formatPercent(100 * median, 2) : TEXT.evaluate.notFound
  })
  return (
    <div data-tour="ced" className={evaluateStyles.block}>
      <ControlGroup name="results">
        <label className={evaluateStyles.choice}>
          {TEXT.evaluate.part}
          <select value={part} onChange={({ target }) => setSettings('evaluate', { part: target.value })}>
            {FACE_PARTS.map((name) => (
              <option key={name} value={name}>
                {TEXT.evaluate.parts[name]}
              </option>
            ))}
          </select>
        </label>
      </ControlGroup>
      <PlotFigure
        title={TEXT.evaluate.ced}
        label={TEXT.evaluate.cedLabel(TEXT.evaluate.parts[part]!, TEXT.evaluate.normalisers[by], areas)}
        options={options}
      />
      <p>{TEXT.evaluate.medians(medians)}</p>
    </div>
  )
}
