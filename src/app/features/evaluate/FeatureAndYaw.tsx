import { useMemo } from 'react'
import type { Normaliser, ScoredFace } from '../../../evaluation/face-metrics.ts'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import { TEXT } from '../../ui/text.ts'
import { useMethods } from './current.ts'
import { formatSeriesName } from './methods.ts'
import { createFeaturePlot, createYawPlot } from './plots.ts'
import { FeatureTable, YawTable } from './ScoreTables.tsx'
import datasetStyles from '../../media/dataset/dataset.module.css'

interface Props {
  readonly results: readonly ScoredFace[]
  /** Variants and methods. */
  readonly variants: readonly string[]
  readonly by: Normaliser
}

/** Errors by feature and by yaw, as plots and tables. */
export function FeatureAndYaw({ results, variants, by }: Props) {
  const methods = useMethods()
  const plots = useMemo(
    () => ({
      feature: createFeaturePlot(results, variants, by),
      yaw: createYawPlot(results, variants, by),
    }),
    [results, variants, by],
  )
  const names = variants.map((name) => formatSeriesName(name, methods)).join(', ')
  return (
    <div className={datasetStyles.pair}>
      <div>
        <PlotFigure
          title={TEXT.evaluate.byFeature}
          label={TEXT.evaluate.byFeatureLabel(names)}
          options={plots.feature}
        />
        <FeatureTable results={results} variants={variants} by={by} />
      </div>
      <div>
        <PlotFigure title={TEXT.evaluate.byYaw} label={TEXT.evaluate.byYawLabel(names)} options={plots.yaw} />
        <YawTable results={results} variants={variants} by={by} />
      </div>
    </div>
  )
}
