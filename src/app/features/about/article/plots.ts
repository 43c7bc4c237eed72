import { gridY, line, lineY, rectY, ruleY, type PlotOptions } from '@observablehq/plot'
import { computeCed } from '../../../../evaluation/ced.ts'
import { VARIANTS } from '../../../../landmarker/models/bundled-variants.ts'
import { createWingLoss, L1, L2, SMOOTH_L1 } from '../../../../losses/losses.ts'
import { findResult, RESULTS } from '../../../state/results.ts'
import { getColour } from '../../../ui/colours.ts'
import { TEXT } from '../../../ui/text.ts'

const LOSSES = { l2: L2, l1: L1, 'smooth-l1': SMOOTH_L1, wing: createWingLoss() } as const

/** Losses that the article compares. */
export const COMPARED_LOSSES = Object.keys(LOSSES)

/** Largest error of the axes: in pixels, in percent of the inter-ocular distance, and of the pull. */
const LIMIT_PX = 15
const LIMIT_PERCENT = 8
const LIMIT_PULL = 6

const STEP_PX = 0.05

/** Plots how hard each loss pulls a point that is some pixels off. */
export function createPullPlot(): PlotOptions {
  const samples = Object.entries(LOSSES).flatMap(([loss, { derivative }]) =>
    Array.from({ length: LIMIT_PX / STEP_PX }, (_, i) => {
      const x = (i + 0.5) * STEP_PX
      return { loss, x, y: Math.abs(derivative(x)) }
    }),
  )
  return {
    height: 260,
    x: { domain: [0, LIMIT_PX], label: TEXT.article.errorAxis },
    y: { domain: [0, LIMIT_PULL], label: TEXT.article.pullAxis, ticks: 6 },
    marks: [
      gridY({ strokeOpacity: 0.2 }),
      ruleY([0]),
      line(samples, {
        x: 'x',
        y: 'y',
        z: 'loss',
        stroke: ({ loss }: { readonly loss: string }) => getColour(loss),
        strokeWidth: 2,
        clip: true,
      }),
    ],
  }
}

/** Plots the cumulative error distribution of all variants on the test faces. */
export function createCedPlot(): PlotOptions {
  return {
    height: 300,
    x: { domain: [0, LIMIT_PERCENT], label: TEXT.compare.cedAxis },
    y: { domain: [0, 100], label: TEXT.compare.cedShare, ticks: 5 },
    marks: [
      gridY({ strokeOpacity: 0.2 }),
      ruleY([0]),
      ...VARIANTS.map((variant) =>
        lineY(computeCed(findResult(variant)?.errors ?? [], LIMIT_PERCENT), {
          x: ([error]: readonly number[]) => error,
          y: (point: readonly number[]) => 100 * point[1]!,
          curve: 'step-after',
          stroke: getColour(variant),
          strokeWidth: 1.8,
        }),
      ),
    ],
  }
}

interface Bar {
  readonly from: number
  readonly to: number
  readonly faces: number
  readonly colour: string
}

/** Plots the training faces in each bin of yaw, before and after balancing. */
export function createBinsPlot(): PlotOptions {
  const { before, after } = RESULTS?.balancing ?? { before: [], after: [] }
  const toBars = (counts: readonly number[], offset: number, name: string): Bar[] =>
    counts.map((faces, i) => ({
      from: i + offset,
      to: i + offset + 0.38,
      faces,
      colour: getColour(name),
    }))
  return {
    height: 260,
    marginLeft: 44,
    x: { domain: [0, before.length], label: TEXT.balancing.yawAxis, ticks: [] },
    y: { label: TEXT.balancing.facesAxis, ticks: 5, nice: true },
    marks: [
      gridY({ strokeOpacity: 0.2 }),
      rectY([...toBars(before, 0.12, 'before'), ...toBars(after, 0.5, 'after')], {
        x1: 'from',
        x2: 'to',
        y: 'faces',
        fill: 'colour',
      }),
      ruleY([0]),
    ],
  }
}
