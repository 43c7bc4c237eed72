import { computeCentroid, type Point } from '../../../geometry/point.ts'
import { createPicture, drawArrow, drawDot, drawLine, drawText, HUES, INK, type Position } from '../svg.ts'

/** Landmark that is shown with an error, and that error in pixels of the picture. */
const WRONG = 8
const ERROR: Position = [46, 26]

/** Draws the mean face with its numbers, the two distances that errors are divided by, and the error of a point. */
export function drawNme(meanShape: readonly Point[]): string {
  const place = ([x, y]: Point): Position => [300 + 560 * x, 325 + 560 * y]
  const points = meanShape.map(place)
  const pupils = [computeCentroid(meanShape.slice(36, 42)), computeCentroid(meanShape.slice(42, 48))].map(
    place,
  )
  const wrong: Position = [points[WRONG]![0] + ERROR[0], points[WRONG]![1] + ERROR[1]]
  return createPicture(860, 650, 'The 68 landmarks, two distances, and the error of one point', [
    drawLine([points[36]!, points[45]!], { stroke: HUES[0] }),
    drawLine(pupils, { stroke: HUES[1], dash: '7 4' }),
    ...points.map((point) => drawDot(point, 3.2, INK.text)),
    ...points.map(([x, y], i) => drawText(String(i), [x + 4, y - 4], { size: 13, fill: '#5b5b5b' })),
    ...pupils.map((pupil) => drawDot(pupil, 4.5, HUES[1])),
    drawArrow(points[WRONG]!, wrong, HUES[3]),
    drawDot(wrong, 5, HUES[3]),
    drawText('inter-ocular: 36 to 45', [620, 145], { fill: HUES[0], bold: true, size: 16 }),
    drawText('inter-pupil: between the', [620, 180], { fill: HUES[1], bold: true, size: 16 }),
    drawText('centres of the eyes', [620, 202], { fill: HUES[1], bold: true, size: 16 }),
    drawText('error of a predicted point', [wrong[0] + 12, wrong[1] + 5], {
      fill: HUES[3],
      bold: true,
      size: 16,
    }),
  ])
}
