import { dot, gridX, gridY, lineY, ruleX, ruleY, type PlotOptions } from '@observablehq/plot'
import { computeCed } from '../../../evaluation/ced.ts'
import { FACE_REGIONS } from '../../../evaluation/face-regions.ts'
import {
  computeBinScores,
  computeRegionMeans,
  FAILURE_LIMIT,
  computePartNmes,
  type Normaliser,
  type ScoredFace,
} from '../../../evaluation/face-metrics.ts'
import type { ReliabilityScore } from '../../../evaluation/reliability.ts'
import type { Point } from '../../../geometry/point.ts'
import { CONFIDENCE_RADIUS } from '../../../landmarker/cascade/confidence.ts'
import { getColour } from '../../ui/colours.ts'
import { TEXT } from '../../ui/text.ts'
import { isMethod } from './methods.ts'

const MARGINS = { marginLeft: 48, marginRight: 12 } as const
const GRID = { strokeOpacity: 0.15 } as const

type PlotInput = readonly [results: readonly ScoredFace[], variants: readonly string[], by: Normaliser]

/** Dashes of other methods' curves, so that they are told apart from the variants'. */
const getDashes = (name: string) => (isMethod(name) ? '6 3' : undefined)

/** Plot of the cumulative error distribution of a part of the face. */
export function createCedPlot(...[results, variants, by, part]: [...PlotInput, string]): PlotOptions {
  const limit = 100 * FAILURE_LIMIT
  return {
    ...MARGINS,
    height: 320,
    x: {
      domain: [0, limit],
      label: TEXT.evaluate.cedErrorAxis(TEXT.evaluate.parts[part]!, TEXT.evaluate.normalisers[by]),
    },
    y: { domain: [0, 100], label: TEXT.evaluate.cedAxis, ticks: 5 },
    marks: [
      gridY({ ...GRID, ticks: 5 }),
      gridX({ ...GRID }),
      ...variants.map((variant) =>
        lineY(computeCed(computePartNmes(results, variant, by, part), FAILURE_LIMIT), {
          x: ([error]: Point) => 100 * error,
          y: ([, share]: Point) => 100 * share,
          curve: 'step-after',
          stroke: getColour(variant),
          strokeDasharray: getDashes(variant),
          strokeWidth: 2,
        }),
      ),
      ruleY([0]),
    ],
  }
}

/** Plot of the NME by facial feature. */
export function createFeaturePlot(...[results, variants, by]: PlotInput): PlotOptions {
  const dots = variants.flatMap((variant) =>
    computeRegionMeans(results, variant, by).map((nme, i) => ({
      variant,
      nme,
      feature: TEXT.evaluate.parts[FACE_REGIONS[i]!.name],
    })),
  )
  return {
    ...MARGINS,
    height: 170,
    x: { label: TEXT.evaluate.nmeAxis(TEXT.evaluate.normalisers[by]), zero: true, ticks: 6 },
    y: { domain: FACE_REGIONS.map(({ name }) => TEXT.evaluate.parts[name]), label: null },
    marks: [
      gridY({ ...GRID }),
      gridX({ ...GRID, ticks: 6 }),
      dot(dots, {
        x: 'nme',
        y: 'feature',
        r: 5,
        fill: ({ variant }: { variant: string }) => getColour(variant),
      }),
      ruleX([0]),
    ],
  }
}

/** Plot of the NME by |yaw|, at the middle of each bin. */
export function createYawPlot(...[results, variants, by]: PlotInput): PlotOptions {
  const dots = variants.flatMap((variant) => {
    const bins = computeBinScores(results, variant, by)
    const width = bins[0]!.to
    return bins.map(({ from, nme }) => ({ variant, yaw: from + width / 2, nme }))
  })
  const colour = ({ variant }: { variant: string }) => getColour(variant)
  return {
    ...MARGINS,
    height: 190,
    x: { label: TEXT.evaluate.yawAxis, zero: true },
    y: { label: TEXT.evaluate.nmePercent, zero: true, ticks: 5 },
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

/** Reliability of the confidence of one variant. */
export type VariantReliability = ReliabilityScore & { readonly variant: string }

/** Plot of how often points of each confidence are right; the dotted line is where a calibrated variant lies. */
export function createReliabilityPlot(scores: readonly VariantReliability[]): PlotOptions {
  const dots = scores.flatMap(({ variant, reliabilityBins }) =>
    reliabilityBins.map(({ confidence, correct, points }) => ({
      variant,
      confidence: 100 * confidence,
      correct: 100 * correct,
      points,
    })),
  )
  const colour = ({ variant }: { variant: string }) => getColour(variant)
  return {
    ...MARGINS,
    height: 260,
    x: { domain: [0, 100], label: TEXT.evaluate.confidenceAxis, ticks: 5 },
    y: { domain: [0, 100], label: TEXT.evaluate.correctAxis(100 * CONFIDENCE_RADIUS), ticks: 5 },
    r: { range: [2, 8] },
    marks: [
      gridY({ ...GRID, ticks: 5 }),
      gridX({ ...GRID, ticks: 5 }),
      lineY([0, 100], { x: (value: number) => value, y: (value: number) => value, strokeDasharray: '3 3' }),
      lineY(dots, { x: 'confidence', y: 'correct', z: 'variant', stroke: colour, strokeWidth: 2 }),
      dot(dots, { x: 'confidence', y: 'correct', r: 'points', fill: colour }),
      ruleY([0]),
    ],
  }
}
