import { useMemo } from 'react'
import { formatFaceCsv } from '../../../evaluation/face-csv.ts'
import type { FaceMetrics, Normaliser } from '../../../evaluation/face-metrics.ts'
import { summarizeVariant } from '../../../evaluation/face-metrics.ts'
import { nameOf } from '../../ui/colours.ts'
import { download } from '../../ui/download.ts'
import type { Studio } from '../../state/studio.ts'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import { useQuery } from '../../state/query.ts'
import type { Evaluation } from './evaluation.ts'
import { cedPlot, featurePlot, yawPlot } from './plots.ts'
import { FeatureTable, OpeningTable, ScoreTable, YawTable } from './Scores.tsx'
import { WorstFaces } from './WorstFaces.tsx'
import { NORMALISER_NAMES, START_NAMES } from './labels.ts'

interface Props {
  readonly studio: Studio
  readonly evaluation: Evaluation
  readonly results: readonly FaceMetrics[]
  readonly by: Normaliser
}

/** Scores, plots and the worst faces of what has been evaluated so far. */
export function Results({ studio, evaluation, results, by }: Props) {
  const { variants, start } = evaluation.settings
  const [ranked, setRanked] = useQuery('worst', '', (name) => name)
  const ranking = variants.find((name) => name === ranked) ?? variants[variants.length - 1]
  const plots = useMemo(
    () => ({
      ced: cedPlot(results, variants, by),
      feature: featurePlot(results, variants, by),
      yaw: yawPlot(results, variants, by),
    }),
    [results, variants, by],
  )
  const csv = () =>
    download(new Blob([formatFaceCsv(results, variants)], { type: 'text/csv' }), 'wingmark-evaluation.csv')
  const shared = { results, variants, by }
  const names = variants.map(nameOf).join(', ')
  const areas = variants
    .map((variant) => `${nameOf(variant)} ${summarizeVariant(results, variant, by).auc.toFixed(1)}%`)
    .join(', ')
  return (
    <>
      <div className="lab-head">
        <p>
          {names}, from {START_NAMES[start]}
        </p>
        <button type="button" onClick={csv}>
          CSV, a row a face
        </button>
      </div>
      <ScoreTable {...shared} />
      <PlotFigure
        title="Cumulative error distribution"
        label={`Cumulative error distribution by the ${NORMALISER_NAMES[by]} distance; area under the curve up to 8%: ${areas}`}
        options={plots.ced}
      />
      <h2>Closed eyes and open mouths</h2>
      <OpeningTable results={results} variants={variants} />
      <h2>Worst faces</h2>
      {variants.length > 1 && (
        <label className="lab-choice">
          of
          <select
            value={ranking}
            aria-label="Worst faces of"
            onChange={({ target }) => setRanked(target.value)}
          >
            {variants.map((name) => (
              <option key={name} value={name}>
                {nameOf(name)}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className="hint">
        True points are white, those found have the variant’s colour. Open a face to see in the X-ray what
        went wrong.
      </p>
      <WorstFaces studio={studio} evaluation={evaluation} variant={ranking} by={by} />
      <div className="lab-pair">
        <div>
          <PlotFigure
            title="By feature"
            label={`NME by feature of ${names}; the table below has the numbers`}
            options={plots.feature}
          />
          <FeatureTable {...shared} />
        </div>
        <div>
          <PlotFigure
            title="By yaw"
            label={`NME by yaw of ${names}; the table below has the numbers`}
            options={plots.yaw}
          />
          <YawTable {...shared} />
        </div>
      </div>
    </>
  )
}
