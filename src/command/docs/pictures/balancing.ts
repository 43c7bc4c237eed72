import { Chart } from '../chart.ts'
import { createPicture, drawRectangle, drawText, HUES } from '../svg.ts'

/** Faces in each bin of yaw, as in models/shapes.json. */
export interface BinCounts {
  readonly before: readonly number[]
  readonly after: readonly number[]
}

/** Draws the training faces in each bin of yaw, before and after balancing. */
export function drawBalancing({ before, after }: BinCounts): string {
  const top = Math.ceil(Math.max(...before, ...after) / 100) * 100
  const chart = new Chart({ left: 60, top: 60, width: 640, height: 240, x: [0, before.length], y: [0, top] })
  const bars = before.flatMap((count, i) =>
    [count, after[i]!].map((faces, k) => {
      const [x, y] = chart.at(i + 0.12 + 0.38 * k, faces)
      const [end, floor] = chart.at(i + 0.5 + 0.38 * k, 0)
      return drawRectangle([x, y], [end - x, floor - y], { fill: HUES[k], stroke: HUES[k], radius: 0 })
    }),
  )
  const bins = before.map((_, i) =>
    drawText(String(i + 1), [chart.at(i + 0.5, 0)[0], 318], { anchor: 'middle', size: 13 }),
  )
  const yTicks = Array.from({ length: top / 100 + 1 }, (_, i) => i * 100)
  return createPicture(740, 370, 'Training faces in each bin of yaw, before and after balancing', [
    ...chart.drawAxes([], yTicks, ['bin of yaw, from the front to the side', 'training faces']),
    ...bars,
    ...bins,
    drawRectangle([430, 28], [14, 14], { fill: HUES[0], stroke: HUES[0], radius: 0 }),
    drawText('before', [450, 40]),
    drawRectangle([530, 28], [14, 14], { fill: HUES[1], stroke: HUES[1], radius: 0 }),
    drawText('after balancing', [550, 40]),
  ])
}
