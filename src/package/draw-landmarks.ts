import { CONTOURS } from '../geometry/contours.ts'
import type { Point } from '../geometry/point.ts'

/** Options of `drawLandmarks`. */
export interface DrawOptions {
  /** CSS colour of lines and points. Default: a blue that the colour-blind tell apart from skin. */
  readonly colour?: string
  /** Draws the contours of the features. Default: true. */
  readonly contours?: boolean
  /** Draws the 68 points. Default: true. */
  readonly points?: boolean
}

const DEFAULT_COLOUR = '#56b4e9'
/** Line width as a share of the picture's longer side, and its least value in pixels. */
const LINE_WIDTH_SHARE = 0.002
const MIN_LINE_WIDTH_PX = 1

/**
 * Draws landmarks over a picture whose pixels are those of the canvas: contours of the facial features and points.
 * faces: for each, 68 points in ibug's order, in pixels of the canvas.
 */
export function drawLandmarks(
  context: CanvasRenderingContext2D,
  faces: readonly { readonly landmarks: readonly Point[] }[],
  { colour = DEFAULT_COLOUR, contours = true, points = true }: DrawOptions = {},
): void {
  const { width, height } = context.canvas
  const lineWidth = Math.max(MIN_LINE_WIDTH_PX, LINE_WIDTH_SHARE * Math.max(width, height))
  context.save()
  context.strokeStyle = context.fillStyle = colour
  context.lineWidth = lineWidth
  context.lineJoin = context.lineCap = 'round'
  for (const { landmarks } of faces) {
    if (contours) strokeContours(context, landmarks)
    if (points) fillPoints(context, landmarks, 1.5 * lineWidth)
  }
  context.restore()
}

function strokeContours(context: CanvasRenderingContext2D, landmarks: readonly Point[]): void {
  context.beginPath()
  for (const contour of CONTOURS) {
    for (const [i, index] of contour.landmarks.entries()) {
      const [x, y] = landmarks[index]!
      if (i) context.lineTo(x, y)
      else context.moveTo(x, y)
    }
    if (contour.closed) context.closePath()
  }
  context.stroke()
}

function fillPoints(context: CanvasRenderingContext2D, landmarks: readonly Point[], radius: number): void {
  context.beginPath()
  for (const [x, y] of landmarks) {
    context.moveTo(x + radius, y)
    context.arc(x, y, radius, 0, 2 * Math.PI)
  }
  context.fill()
}
