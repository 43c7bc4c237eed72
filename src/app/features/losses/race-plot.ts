import { rectY, ruleX, ruleY, text, type PlotOptions } from '@observablehq/plot'
import type { RaceStart } from '../../state/address/choices.ts'
import { getColour, formatVariantName } from '../../ui/colours.ts'
import { formatNumber } from '../../ui/format.ts'
import { TEXT } from '../../ui/text.ts'
import { computeMeanSize, RACE_RESIDUALS, START_FACTORS, type LossTrack } from './race.ts'

const BIN_COUNT = 40
/** Bin width for the residuals of trained networks; the bins cover ten pixels, which nearly all are below. */
const TRAINED_BIN_PX = 0.25
/** Height of one loss's histogram. */
const ROW_HEIGHT = 58

/** Counts residual sizes in bins; the last one also has those beyond it. */
export function countSizes(residuals: readonly number[], binWidth: number): number[] {
  const counts = Array.from({ length: BIN_COUNT }, () => 0)
  for (const x of residuals) counts[Math.min(BIN_COUNT - 1, Math.floor(Math.abs(x) / binWidth))]!++
  return counts
}

/** Plots the histogram of every loss's residuals at a step, with their mean, one above the other. */
export function createRacePlot(tracks: readonly LossTrack[], step: number, start: RaceStart): PlotOptions {
  const width = TRAINED_BIN_PX * START_FACTORS[start]
  const bars = tracks.flatMap(({ loss, steps }) =>
    countSizes(steps[step]!, width).map((count, i) => ({
      loss,
      from: i * width,
      to: (i + 1) * width,
      count,
    })),
  )
  const means = tracks.map(({ loss, steps }) => ({ loss, mean: computeMeanSize(steps[step]!) }))
  const reach = BIN_COUNT * width
  return {
    height: tracks.length * ROW_HEIGHT + 44,
    marginLeft: 12,
    marginRight: 12,
    marginTop: 8,
    x: { domain: [0, reach], label: TEXT.losses.race.axis },
    // All of them end in one bin; by its root, the others are seen too.
    y: { type: 'sqrt', domain: [0, RACE_RESIDUALS], axis: null },
    fy: { domain: tracks.map(({ loss }) => loss), axis: null, padding: 0.12 },
    marks: [
      rectY(
        bars.filter(({ count }) => count > 0),
        {
          x1: 'from',
          x2: 'to',
          y: 'count',
          fy: 'loss',
          fill: ({ loss }: { loss: string }) => getColour(loss),
          insetRight: 0.5,
        },
      ),
      ruleX(means, {
        x: ({ mean }: { mean: number }) => Math.min(mean, reach),
        fy: 'loss',
        strokeDasharray: '2,3',
      }),
      text(means, {
        fy: 'loss',
        frameAnchor: 'top-right',
        text: ({ loss, mean }: { loss: string; mean: number }) =>
          TEXT.losses.race.rowLabel(formatVariantName(loss), formatNumber(mean, 2)),
      }),
      ruleY([0]),
    ],
  }
}
