import { rotate, type Point } from '../../geometry/point.ts'
import { computeCorners, computeLandmarkSquare, type Square } from '../../geometry/square.ts'
import { scaleDown } from '../../landmarker/scale-down.ts'
import { getSourceSize, type ImageSource } from '../../landmarker/source.ts'
import { CONTOURS } from '../../geometry/contours.ts'
import { toCanvasPoint, type Viewport } from './viewport.ts'
import { formatNumber } from '../ui/format.ts'
import { TEXT } from '../ui/text.ts'

export interface OverlayLayers {
  readonly contours: boolean
  readonly points: boolean
  readonly box: boolean
  /** Axes of the head. */
  readonly pose: boolean
  /** Statistics, which are HTML below the canvas. */
  readonly figures: boolean
}

const RIM = 'rgb(0 0 0 / 55%)'

/** Largest image that is drawn directly at every scale: 24 megapixels. */
const MAX_DIRECT_PIXELS = 24e6
/** Longer side of the reduced copy from which larger images are drawn. */
const REDUCED_SIDE_PX = 2560
const reducedCopies = new WeakMap<ImageSource, ImageSource>()

/**
 * Returns a reduced copy of a very large image if it suffices for this scale; else the image. Copies are
 * cached.
 */
function reduceFor(source: ImageSource, scale: number): ImageSource {
  const { width, height } = getSourceSize(source)
  if (width * height <= MAX_DIRECT_PIXELS || scale * Math.max(width, height) > REDUCED_SIDE_PX) return source
  const copy = reducedCopies.get(source) ?? scaleDown(source, REDUCED_SIDE_PX)
  reducedCopies.set(source, copy)
  return copy
}

/** Draws the image at its place in the viewport. */
export function drawImage(context: CanvasRenderingContext2D, source: ImageSource, viewport: Viewport): void {
  context.imageSmoothingQuality = 'high'
  if (viewport.mirrored)
    context.setTransform(-viewport.scale, 0, 0, viewport.scale, viewport.left + viewport.width, viewport.top)
  else context.setTransform(viewport.scale, 0, 0, viewport.scale, viewport.left, viewport.top)
  const { width, height } = getSourceSize(source)
  context.drawImage(reduceFor(source, viewport.scale), 0, 0, width, height)
  context.setTransform(1, 0, 0, 1, 0, 0)
}

/** Strokes a path twice, a dark rim first, so that the colour is visible on any background. */
export function strokeTwice(
  context: CanvasRenderingContext2D,
  path: Path2D,
  colour: string,
  width: number,
): void {
  context.lineJoin = context.lineCap = 'round'
  context.strokeStyle = RIM
  context.lineWidth = width + 2
  context.stroke(path)
  context.strokeStyle = colour
  context.lineWidth = width
  context.stroke(path)
}

/** Draws a square's outline. */
export function drawSquare(
  context: CanvasRenderingContext2D,
  square: Square,
  viewport: Viewport,
  colour: string,
  unit: number,
): void {
  const path = new Path2D()
  for (const [i, corner] of computeCorners(square).entries()) {
    const [x, y] = toCanvasPoint(viewport, corner)
    if (i) path.lineTo(x, y)
    else path.moveTo(x, y)
  }
  path.closePath()
  strokeTwice(context, path, colour, unit)
}

/** Dark enough for white text on any picture. */
const LABEL_BACKGROUND = 'rgb(16 19 22 / 78%)'

/** Draws a name and its colour dot on a dark label with its top right corner at a point. */
export function drawLabel(
  context: CanvasRenderingContext2D,
  text: string,
  [right, top]: Point,
  colour: string,
  unit: number,
): void {
  context.font = `${13 * unit}px system-ui, sans-serif`
  context.textAlign = 'right'
  context.textBaseline = 'middle'
  const [width, height] = [context.measureText(text).width + 32 * unit, 24 * unit]
  context.fillStyle = LABEL_BACKGROUND
  context.beginPath()
  context.roundRect(right - width, top, width, height, 6 * unit)
  context.fill()
  context.fillStyle = '#ffffff'
  context.fillText(text, right - 9 * unit, top + height / 2)
  context.fillStyle = colour
  context.beginPath()
  context.arc(right - width + 13 * unit, top + height / 2, 5 * unit, 0, 2 * Math.PI)
  context.fill()
}

/** Draws a note on a dark label with its bottom left corner at a point. */
export function drawNote(
  context: CanvasRenderingContext2D,
  text: string,
  [left, bottom]: Point,
  unit: number,
): void {
  context.font = `${12 * unit}px system-ui, sans-serif`
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  const [width, height] = [context.measureText(text).width + 8 * unit, 18 * unit]
  context.fillStyle = LABEL_BACKGROUND
  context.fillRect(left, bottom - height, width, height)
  context.fillStyle = '#ffffff'
  context.fillText(text, left + 4 * unit, bottom - height / 2)
}

/** Roll in degrees as it appears: mirroring reverses its sign. */
export function rollInDegrees(square: Square, mirrored: boolean): number {
  return ((mirrored ? -1 : 1) * square.roll * 180) / Math.PI
}

/** Draws the upright square around landmarks, with its roll below. */
export function drawBox(
  context: CanvasRenderingContext2D,
  landmarks: readonly Point[],
  viewport: Viewport,
  unit: number,
): void {
  const square = computeLandmarkSquare(landmarks)
  drawSquare(context, square, viewport, '#ffffff', unit)
  const [x, y] = toCanvasPoint(viewport, square.centre)
  const reach = Math.abs(Math.cos(square.roll)) + Math.abs(Math.sin(square.roll))
  const below = y + (square.side / 2) * viewport.scale * reach
  context.textAlign = 'center'
  context.textBaseline = 'top'
  const label = TEXT.media.roll(formatNumber(rollInDegrees(square, viewport.mirrored), 0))
  context.font = `${13 * unit}px system-ui, sans-serif`
  context.lineWidth = 3 * unit
  context.strokeStyle = 'rgb(0 0 0 / 70%)'
  context.strokeText(label, x, below + 4 * unit)
  context.fillStyle = '#ffffff'
  context.fillText(label, x, below + 4 * unit)
}

/** Draws the contours of all features. */
export function drawContours(
  context: CanvasRenderingContext2D,
  landmarks: readonly Point[],
  viewport: Viewport,
  colour: string,
  unit: number,
): void {
  const points = landmarks.map((point) => toCanvasPoint(viewport, point))
  const path = new Path2D()
  for (const { landmarks: chain, closed } of CONTOURS) {
    for (const [i, landmark] of chain.entries()) {
      if (i) path.lineTo(...points[landmark]!)
      else path.moveTo(...points[landmark]!)
    }
    if (closed) path.closePath()
  }
  strokeTwice(context, path, colour, 1.2 * unit)
}

/** Radius of a drawn landmark in canvas pixels: smaller on small faces, which large dots would cover. */
function computePointRadius(points: readonly Point[], unit: number): number {
  return Math.min(2.4 * unit, Math.max(1 * unit, computeLandmarkSquare(points).side / 90))
}

/** Opacity of a point without any confidence; a sure one is opaque. */
const MIN_POINT_OPACITY = 0.15

/** Draws landmarks as dots, the more transparent the less confident they are. */
export function drawPoints(
  context: CanvasRenderingContext2D,
  landmarks: readonly Point[],
  viewport: Viewport,
  colour: string,
  unit: number,
  confidence?: readonly number[],
): void {
  const points = landmarks.map((point) => toCanvasPoint(viewport, point))
  const radius = computePointRadius(points, unit)
  const draw = (drawn: readonly Point[]) => {
    const path = new Path2D()
    for (const [x, y] of drawn) {
      path.moveTo(x + radius, y)
      path.arc(x, y, radius, 0, 2 * Math.PI)
    }
    context.stroke(path)
    context.fill(path)
  }
  context.strokeStyle = RIM
  context.lineWidth = unit
  context.fillStyle = colour
  if (!confidence) return draw(points)
  for (const [i, point] of points.entries()) {
    context.globalAlpha = MIN_POINT_OPACITY + (1 - MIN_POINT_OPACITY) * confidence[i]!
    draw([point])
  }
  context.globalAlpha = 1
}

/** Draws landmarks as upright crosses. */
export function drawCrosses(
  context: CanvasRenderingContext2D,
  landmarks: readonly Point[],
  viewport: Viewport,
  colour: string,
  unit: number,
): void {
  const points = landmarks.map((point) => toCanvasPoint(viewport, point))
  const arm = 2 * computePointRadius(points, unit)
  const path = new Path2D()
  for (const [x, y] of points) {
    path.moveTo(x - arm, y)
    path.lineTo(x + arm, y)
    path.moveTo(x, y - arm)
    path.lineTo(x, y + arm)
  }
  strokeTwice(context, path, colour, 1.3 * unit)
}

/** Draws arrows from one variant's landmarks towards another's, lengthened by `magnify`. */
export function drawArrows(
  context: CanvasRenderingContext2D,
  from: readonly Point[],
  to: readonly Point[],
  viewport: Viewport,
  options: { magnify: number; colour: string; unit: number },
): void {
  const path = new Path2D()
  for (const [i, start] of from.entries()) {
    const [x, y] = toCanvasPoint(viewport, start)
    const [tx, ty] = toCanvasPoint(viewport, to[i]!)
    const [dx, dy] = [(tx - x) * options.magnify, (ty - y) * options.magnify]
    const length = Math.hypot(dx, dy)
    if (length < 0.5 * options.unit) continue
    path.moveTo(x, y)
    path.lineTo(x + dx, y + dy)
    const head = Math.min(5 * options.unit, length / 2)
    for (const turn of [2.6, -2.6]) {
      const [hx, hy] = rotate([(dx / length) * head, (dy / length) * head], turn)
      path.moveTo(x + dx, y + dy)
      path.lineTo(x + dx + hx, y + dy + hy)
    }
  }
  strokeTwice(context, path, options.colour, 1.4 * options.unit)
}
