import { useMemo } from 'react'
import { formatFaceCsv } from '../../../evaluation/face-csv.ts'
import type { FaceMetrics, Normaliser } from '../../../evaluation/face-metrics.ts'
import { computeReliabilityScore } from '../../../evaluation/face-metrics.ts'
import { CONFIDENCE_RADIUS } from '../../../landmarker/cascade/confidence.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { ControlGroup } from '../../ui/ControlGroup.tsx'
import { download } from '../../ui/download.ts'
import { useSettings } from '../../state/change-address.ts'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import { CedSection } from './CedSection.tsx'
import { useMethods } from './current.ts'
import type { Evaluation } from './evaluation.ts'
import { FeatureAndYaw } from './FeatureAndYaw.tsx'
import { formatSeriesName } from './methods.ts'
import { PairedTable } from './PairedTable.tsx'
import { createReliabilityPlot } from './plots.ts'
import { OpeningTable, ReliabilityTable, ScoreTable } from './ScoreTables.tsx'
import { Terms } from './Terms.tsx'
import { WorstChoice } from './WorstChoice.tsx'
import { WorstFaces } from './WorstFaces.tsx'
import { TEXT } from '../../ui/text.ts'
import controlsStyles from '../../ui/controls.module.css'
import evaluateStyles from './evaluate.module.css'

interface Props {
  readonly evaluation: Evaluation
  readonly results: readonly FaceMetrics[]
  readonly by: Normaliser
  /** True while results still come. */
  readonly running: boolean
}

/** Scores, plots and worst faces of the results so far, of the variants and of other methods. */
export function EvaluationResults({ evaluation, results, by, running }: Props) {
  const { variants, start } = evaluation.settings
  const methods = useMethods()
  const { worst } = useSettings('evaluate')
  const ranking = variants.find((name) => name === worst) ?? variants[variants.length - 1]!
  const series = useMemo(() => [...variants, ...methods.map(({ id }) => id)], [variants, methods])
  const reliability = useMemo(() => {
    const scores = variants.flatMap((variant) => {
      const score = computeReliabilityScore(results, variant, CONFIDENCE_RADIUS)
      return score ? [{ variant, ...score }] : []
    })
    return { scores, plot: createReliabilityPlot(scores) }
  }, [results, variants])
  const formatName = (name: string) => formatSeriesName(name, methods)
  const csv = () => {
    const text = formatFaceCsv(results, series, (name) => (variants.includes(name) ? name : formatName(name)))
    download(new Blob([text], { type: 'text/csv' }), 'wingmark-evaluation.csv')
  }
  const shared = { results, variants: series, by }
  return (
    <>
      <div className={evaluateStyles.head}>
        <p>{TEXT.evaluate.summary(series.map(formatName).join(', '), TEXT.evaluate.startBoxes[start])}</p>
        <ControlGroup name="save">
          <button type="button" onClick={csv}>
            {TEXT.evaluate.csv}
          </button>
        </ControlGroup>
      </div>
      <CedSection results={results} names={series} by={by} />
      <ScoreTable {...shared} />
      <Terms />
      {series.length > 1 && !running && <PairedTable results={results} names={series} by={by} />}
      <h2>{TEXT.evaluate.openings}</h2>
      <OpeningTable results={results} variants={series} />
      {reliability.scores.length > 0 && (
        <>
          <h2>{TEXT.evaluate.reliability}</h2>
          <PlotFigure
            title={TEXT.evaluate.reliability}
            label={TEXT.evaluate.reliabilityLabel(
              reliability.scores.map(({ variant }) => formatVariantName(variant)).join(', '),
            )}
            options={reliability.plot}
            maxWidth={520}
          />
          <ReliabilityTable scores={reliability.scores} />
        </>
      )}
      <h2>{TEXT.evaluate.worst}</h2>
      <WorstChoice variants={variants} ranking={ranking} />
      <p className={controlsStyles.hint}>{TEXT.evaluate.worstHint}</p>
      <WorstFaces evaluation={evaluation} variant={ranking} by={by} />
      <FeatureAndYaw {...shared} />
    </>
  )
}
