import type { Point } from '../../../geometry/point.ts'
import {
  createPicture,
  drawArrow,
  drawRectangle,
  drawDot,
  drawLine,
  drawText,
  HUES,
  INK,
  type Position,
} from '../svg.ts'

const TILT = (24 * Math.PI) / 180
const SIZE = 150
const TOP = 70

/** Turns and scales a point about the origin, then moves it. */
function place([x, y]: Point, scale: number, angle: number, [left, top]: Position): Position {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return [left + scale * (cos * x - sin * y), top + scale * (sin * x + cos * y)]
}

const SQUARE: readonly Point[] = [
  [-0.5, -0.5],
  [0.5, -0.5],
  [0.5, 0.5],
  [-0.5, 0.5],
  [-0.5, -0.5],
]

/** Draws the way from a frame to a square, a small crop, an upright crop, and landmarks in the frame. */
export function drawCascade(meanShape: readonly Point[]): string {
  const dots = (scale: number, angle: number, centre: Position, fill: string) =>
    meanShape.map((point) => drawDot(place(point, scale, angle, centre), 1.9, fill))
  const panel = (left: number, title: string, note: string) => [
    drawRectangle([left, TOP], [SIZE, SIZE]),
    drawText(title, [left + SIZE / 2, TOP - 18], { anchor: 'middle', bold: true }),
    drawText(note, [left + SIZE / 2, TOP + SIZE + 24], { anchor: 'middle', size: 13 }),
  ]
  const middle = (left: number): Position => [left + SIZE / 2, TOP + SIZE / 2]
  const lefts = [20, 220, 420, 620] as const
  const small: Position = [lefts[0] + 88, TOP + 66]
  const last: Position = [lefts[3] + 88, TOP + 66]
  return createPicture(790, 270, 'The cascade, from a frame to landmarks in the frame', [
    ...panel(lefts[0], 'Detection', 'a square about the face'),
    ...panel(lefts[1], 'Stage 1: 64 × 64', 'roll and a better box'),
    ...panel(lefts[2], 'Stage 2: 128 × 128', '68 landmarks, upright'),
    ...panel(lefts[3], 'Result', 'back in the frame'),
    ...dots(52, TILT, small, INK.faint),
    drawLine(
      SQUARE.map((corner) => place(corner, 78, 0, small)),
      { stroke: HUES[0] },
    ),
    ...dots(92, TILT, middle(lefts[1]), INK.faint),
    drawLine(
      SQUARE.map((corner) => place(corner, 112, TILT, middle(lefts[1]))),
      { stroke: HUES[1] },
    ),
    ...dots(118, 0, middle(lefts[2]), HUES[2]),
    ...dots(52, TILT, last, HUES[2]),
    ...lefts.slice(0, 3).map((left) => drawArrow([left + SIZE + 10, TOP + 75], [left + SIZE + 40, TOP + 75])),
  ])
}
