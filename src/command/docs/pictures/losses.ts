import { createWingLoss, L1, L2, SMOOTH_L1 } from '../../../losses/losses.ts'
import { Chart } from '../chart.ts'
import { createPicture, drawLine, drawText, HUES } from '../svg.ts'

const LOSSES = [
  { name: 'L2', loss: L2, dash: '8 4' },
  { name: 'L1', loss: L1, dash: '2 4' },
  { name: 'smooth L1', loss: SMOOTH_L1, dash: '10 4 2 4' },
  { name: 'Wing', loss: createWingLoss(), dash: '' },
] as const

/** Draws the four losses and the size of their derivatives over the error. */
export function drawLosses(): string {
  const values = new Chart({ left: 50, top: 50, width: 300, height: 220, x: [-15, 15], y: [0, 25] })
  const pulls = new Chart({ left: 430, top: 50, width: 300, height: 220, x: [0, 15], y: [0, 6] })
  const legend = LOSSES.flatMap(({ name, dash }, i) => {
    const x = 60 + 170 * i
    return [
      drawLine(
        [
          [x, 334],
          [x + 34, 334],
        ],
        { stroke: HUES[i], dash, width: 2.5 },
      ),
      drawText(name, [x + 42, 339]),
    ]
  })
  return createPicture(760, 360, 'Four losses, and how hard each pulls, over the error in pixels', [
    ...values.drawAxes([-15, -10, -5, 0, 5, 10, 15], [0, 5, 10, 15, 20, 25], ['error, px', 'loss']),
    ...pulls.drawAxes([0, 5, 10, 15], [0, 1, 2, 3, 4, 5, 6], ['error, px', 'pull: size of the derivative']),
    ...LOSSES.flatMap(({ loss, dash }, i) => [
      values.drawFunction(loss.value, HUES[i]!, dash),
      pulls.drawFunction((x) => (x > 0 ? Math.abs(loss.derivative(x)) : NaN), HUES[i]!, dash),
    ]),
    ...legend,
  ])
}
