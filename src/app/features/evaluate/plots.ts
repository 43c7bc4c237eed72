import { dot, gridX, gridY, lineY, ruleX, ruleY, type PlotOptions } from '@observablehq/plot'
import { computeCed } from '../../../evaluation/ced.ts'
import { FACE_REGIONS } from '../../../evaluation/face-regions.ts'
import {
  computeBinScores,
  computeFaceNmes,
  computeRegionMeans,
  FAILURE_LIMIT,
  type FaceMetrics,
  type Normaliser,
} from '../../../evaluation/face-metrics.ts'
import { colourOf } from '../../ui/colours.ts'
import { NORMALISER_NAMES } from './labels.ts'

const MARGINS = { marginLeft: 48, marginRight: 12 } as const
const GRID = { strokeOpacity: 0.15 } as const

type Drawn = readonly [results: readonly FaceMetrics[], variants: readonly string[], by: Normaliser]

/** Cumulative error distribution. */
export function cedPlot(...[results, variants, by]: Drawn): PlotOptions {
  const limit = 100 * FAILURE_LIMIT
  return {
    ...MARGINS,
    height: 230,
    x: { domain: [0, limit], label: `NME, % of the ${NORMALISER_NAMES[by]} distance` },
    y: { domain: [0, 100], label: '% of faces with at most this error', ticks: 5 },
    marks: [
      gridY({ ...GRID, ticks: 5 }),
      gridX({ ...GRID }),
      ...variants.map((variant) =>
        lineY(computeCed(computeFaceNmes(results, variant, by), FAILURE_LIMIT), {
          x: ([error]: readonly number[]) => 100 * error,
          y: ([, share]: readonly number[]) => 100 * share,
          curve: 'step-after',
          stroke: colourOf(variant),
          strokeWidth: 2,
        }),
      ),
      ruleY([0]),
    ],
  }
}

/** Mean error of each feature. */
export function featurePlot(...[results, variants, by]: Drawn): PlotOptions {
  const dots = variants.flatMap((variant) =>
    computeRegionMeans(results, variant, by).map((nme, i) => ({
      variant,
      nme,
      feature: FACE_REGIONS[i].name,
    })),
  )
  return {
    ...MARGINS,
    height: 170,
    x: { label: `NME, % of the ${NORMALISER_NAMES[by]} distance`, zero: true, ticks: 6 },
    y: { domain: FACE_REGIONS.map(({ name }) => name), label: null },
    marks: [
      gridY({ ...GRID }),
      gridX({ ...GRID, ticks: 6 }),
      dot(dots, {
        x: 'nme',
        y: 'feature',
        r: 5,
        fill: ({ variant }: { variant: string }) => colourOf(variant),
      }),
      ruleX([0]),
    ],
  }
}

/** Mean error of the faces of each bin of |yaw|, at the bin's middle. */
export function yawPlot(...[results, variants, by]: Drawn): PlotOptions {
  const dots = variants.flatMap((variant) => {
    const bins = computeBinScores(results, variant, by)
    const width = bins[0].to
    return bins.map(({ from, nme }) => ({ variant, yaw: from + width / 2, nme }))
  })
  const colour = ({ variant }: { variant: string }) => colourOf(variant)
  return {
    ...MARGINS,
    height: 190,
    x: { label: '|yaw|, from straight ahead to a side', zero: true },
    y: { label: 'NME, %', zero: true, ticks: 5 },
    marks: [
      gridY({ ...GRID, ticks: 5 }),
      lineY(dots, { x: 'yaw', y: 'nme', z: 'variant', stroke: colour, strokeWidth: 2 }),
      dot(
        dots.filter(({ nme }) => Number.isFinite(nme)),
        { x: 'yaw', y: 'nme', r: 3, fill: colour },
      ),
      ruleY([0]),
    ],
  }
}
