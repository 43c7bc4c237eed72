import { useMemo } from 'react'
import { formatFaceCsv } from '../../../evaluation/face-csv.ts'
import type { FaceMetrics, Normaliser } from '../../../evaluation/face-metrics.ts'
import { computeReliabilityScore, summarizeVariant } from '../../../evaluation/face-metrics.ts'
import { CONFIDENCE_RADIUS } from '../../../landmarker/cascade/confidence.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { download } from '../../ui/download.ts'
import { setSettings, useSettings } from '../../state/change-address.ts'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import type { Evaluation } from './evaluation.ts'
import { createCedPlot, createFeaturePlot, createReliabilityPlot, createYawPlot } from './plots.ts'
import { FeatureTable, OpeningTable, ReliabilityTable, ScoreTable, YawTable } from './ScoreTables.tsx'
import { WorstFaces } from './WorstFaces.tsx'
import { TEXT } from '../../ui/text.ts'
import controlsStyles from '../../ui/controls.module.css'
import datasetStyles from '../../media/dataset/dataset.module.css'
import evaluateStyles from './evaluate.module.css'

interface Props {
  readonly evaluation: Evaluation
  readonly results: readonly FaceMetrics[]
  readonly by: Normaliser
}

/** Scores, plots and worst faces of the results so far. */
export function Results({ evaluation, results, by }: Props) {
  const { variants, start } = evaluation.settings
  const { worst } = useSettings('evaluate')
  const ranking = variants.find((name) => name === worst) ?? variants[variants.length - 1]
  const plots = useMemo(
    () => ({
      ced: createCedPlot(results, variants, by),
      feature: createFeaturePlot(results, variants, by),
      yaw: createYawPlot(results, variants, by),
    }),
    [results, variants, by],
  )
  const reliability = useMemo(() => {
    const scores = variants.flatMap((variant) => {
      const score = computeReliabilityScore(results, variant, CONFIDENCE_RADIUS)
      return score ? [{ variant, ...score }] : []
    })
    return { scores, plot: createReliabilityPlot(scores) }
  }, [results, variants])
  const csv = () =>
    download(new Blob([formatFaceCsv(results, variants)], { type: 'text/csv' }), 'wingmark-evaluation.csv')
  const shared = { results, variants, by }
  const names = variants.map(formatVariantName).join(', ')
  const areas = variants
    .map(
      (variant) => `${formatVariantName(variant)} ${summarizeVariant(results, variant, by).auc.toFixed(1)}%`,
    )
    .join(', ')
  return (
    <>
      <div className={evaluateStyles.head}>
        <p>{TEXT.evaluate.summary(names, TEXT.evaluate.startBoxes[start])}</p>
        <button type="button" onClick={csv}>
          {TEXT.evaluate.csv}
        </button>
      </div>
      <ScoreTable {...shared} />
      <PlotFigure
        title={TEXT.evaluate.ced}
        label={TEXT.evaluate.cedLabel(TEXT.evaluate.normalisers[by], areas)}
        options={plots.ced}
      />
      <h2>{TEXT.evaluate.openings}</h2>
      <OpeningTable results={results} variants={variants} />
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
      {variants.length > 1 && (
        <label className={evaluateStyles.choice}>
          {TEXT.evaluate.worstOf}
          <select
            value={ranking}
            aria-label={TEXT.evaluate.worstOfLabel}
            onChange={({ target }) => setSettings('evaluate', { worst: target.value })}
          >
            {variants.map((name) => (
              <option key={name} value={name}>
                {formatVariantName(name)}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className={controlsStyles.hint}>{TEXT.evaluate.worstHint}</p>
      <WorstFaces evaluation={evaluation} variant={ranking} by={by} />
      <div className={datasetStyles.pair}>
        <div>
          <PlotFigure
            title={TEXT.evaluate.byFeature}
            label={TEXT.evaluate.byFeatureLabel(names)}
            options={plots.feature}
          />
          <FeatureTable {...shared} />
        </div>
        <div>
          <PlotFigure
            title={TEXT.evaluate.byYaw}
            label={TEXT.evaluate.byYawLabel(names)}
            options={plots.yaw}
          />
          <YawTable {...shared} />
        </div>
      </div>
    </>
  )
}
