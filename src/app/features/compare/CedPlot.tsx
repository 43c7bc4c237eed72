import { gridY, lineY, ruleY, type PlotOptions } from '@observablehq/plot'
import { useMemo } from 'react'
import { computeCed } from '../../../evaluation/ced.ts'
import type { Point } from '../../../geometry/point.ts'
import { getColour, formatVariantName } from '../../ui/colours.ts'
import { findResult } from '../../state/results.ts'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import { formatPercent } from '../../ui/format.ts'
import { TEXT } from '../../ui/text.ts'

/** Upper end of the error axis in percent of the inter-ocular distance, as usual for AUC and failure rate. */
const LIMIT_PERCENT = 8

function createTestSetCedPlot(variants: readonly string[]): PlotOptions {
  return {
    height: 176,
    marginLeft: 34,
    marginRight: 8,
    x: { domain: [0, LIMIT_PERCENT], label: TEXT.compare.cedAxis, labelAnchor: 'center', ticks: 4 },
    y: { domain: [0, 100], label: TEXT.compare.cedShare, ticks: 4 },
    marks: [
      gridY({ strokeOpacity: 0.2, ticks: 4 }),
      ruleY([0]),
      ...variants.map((variant) =>
        lineY(computeCed(findResult(variant)?.errors ?? [], LIMIT_PERCENT), {
          x: ([error]: Point) => error,
          y: ([, share]: Point) => 100 * share,
          curve: 'step-after',
          stroke: getColour(variant),
          strokeWidth: 1.8,
        }),
      ),
    ],
  }
}

/** Cumulative error distribution of variants on the test faces. */
export function CedPlot({ variants }: { readonly variants: readonly string[] }) {
  const known = useMemo(() => variants.filter((variant) => findResult(variant)), [variants])
  const options = useMemo(() => createTestSetCedPlot(known), [known])
  if (known.length === 0) return null
  const scores = known.map((variant) => {
    return `${formatVariantName(variant)} ${formatPercent(findResult(variant)?.cascade.auc8 ?? NaN, 1)}`
  })
  return (
    <PlotFigure
      title={TEXT.compare.ced}
      label={TEXT.compare.cedLabel(scores.join(', '))}
      minWidth={200}
      maxWidth={360}
      options={options}
    />
  )
}
