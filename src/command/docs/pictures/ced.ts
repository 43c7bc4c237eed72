import { computeCed } from '../../../evaluation/ced.ts'
import { findDisplayName, sortVariants } from '../../../landmarker/models/display-names.ts'
import { Chart } from '../chart.ts'
import { createPicture, drawLine, drawText, HUES, type Position } from '../svg.ts'

/** Inter-ocular errors of a variant's test faces, in percent, as in models/results.json. */
export interface VariantErrors {
  readonly variant: string
  readonly errors: readonly number[]
}

const LIMIT = 8
const DASHES = ['8 4', '2 4', '10 4 2 4', '5 3', '', '14 3']

/** Draws the cumulative error distribution of each variant, up to 8%. */
export function drawCed(measured: readonly VariantErrors[]): string {
  const chart = new Chart({ left: 60, top: 50, width: 480, height: 300, x: [0, LIMIT], y: [0, 100] })
  const order = sortVariants(measured.map(({ variant }) => variant))
  const lines = order.flatMap((variant, i) => {
    const errors = measured.find((entry) => entry.variant === variant)?.errors ?? []
    // The last of the points of each pixel: 554 steps are finer than the picture.
    const columns = new Map<number, Position>()
    for (const [error, share] of computeCed(errors, LIMIT)) {
      const point = chart.at(error, share * 100)
      columns.set(Math.round(point[0]), point)
    }
    const y = 80 + 26 * i
    const style = { stroke: HUES[i % HUES.length], dash: DASHES[i % DASHES.length] }
    return [
      drawLine([...columns.values()], style),
      drawLine(
        [
          [570, y],
          [610, y],
        ],
        { ...style, width: 2.5 },
      ),
      drawText(findDisplayName(variant) ?? variant, [620, y + 5]),
    ]
  })
  const ticks = Array.from({ length: LIMIT + 1 }, (_, i) => i)
  return createPicture(740, 410, 'Share of faces over their largest error, for each variant', [
    ...chart.drawAxes(
      ticks,
      [0, 20, 40, 60, 80, 100],
      ['inter-ocular NME, %', 'share of faces with at most this error, %'],
    ),
    ...lines,
  ])
}
