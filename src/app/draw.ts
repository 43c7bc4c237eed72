import type { Point } from '../geometry/point.ts'
import { rotate } from '../geometry/point.ts'
import { squareOfLandmarks, type Square } from '../geometry/square.ts'
import type { Face } from '../landmarker/landmarker.ts'
import { sizeOf, type ImageSource } from '../landmarker/source.ts'
import { CONTOURS } from './contours.ts'

/** How image pixels come to canvas pixels: scaled, moved, and mirrored left to right or not. */
export interface View {
  readonly scale: number
  readonly left: number
  readonly top: number
  /** Width of the image as drawn, in canvas pixels. */
  readonly width: number
  readonly mirrored: boolean
}

export interface Layers {
  readonly contours: boolean
  readonly points: boolean
  readonly box: boolean
  /** The figures in the corner, drawn by the page over the canvas. */
  readonly figures: boolean
}

/** The view that fits an image into a canvas, whole and centred. */
export function fitView(canvas: HTMLCanvasElement, source: ImageSource, mirrored: boolean): View {
  const { width, height } = sizeOf(source)
  const scale = Math.min(canvas.width / width, canvas.height / height)
  return {
    scale,
    left: (canvas.width - width * scale) / 2,
    top: (canvas.height - height * scale) / 2,
    width: width * scale,
    mirrored,
  }
}

/** Where a point of the image lies on the canvas. */
export function onCanvas({ scale, left, top, width, mirrored }: View, [x, y]: Point): Point {
  return [left + (mirrored ? width - x * scale : x * scale), top + y * scale]
}

function drawImage(context: CanvasRenderingContext2D, source: ImageSource, view: View): void {
  const { canvas } = context
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = 'high'
  if (view.mirrored) context.setTransform(-view.scale, 0, 0, view.scale, view.left + view.width, view.top)
  else context.setTransform(view.scale, 0, 0, view.scale, view.left, view.top)
  context.drawImage(source, 0, 0)
  context.setTransform(1, 0, 0, 1, 0, 0)
}

/** Draws a path twice: a dark rim first, so that the colour shows on any skin and ground. */
function strokeTwice(context: CanvasRenderingContext2D, path: Path2D, colour: string, width: number): void {
  context.lineJoin = context.lineCap = 'round'
  context.strokeStyle = 'rgb(0 0 0 / 55%)'
  context.lineWidth = width + 2
  context.stroke(path)
  context.strokeStyle = colour
  context.lineWidth = width
  context.stroke(path)
}

function squarePath(square: Square, view: View): Path2D {
  const half = square.side / 2
  const path = new Path2D()
  const corners: Point[] = [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
  ]
  for (const [i, corner] of corners.entries()) {
    const [dx, dy] = rotate(corner, square.roll)
    const [x, y] = onCanvas(view, [square.centre[0] + dx, square.centre[1] + dy])
    if (i) path.lineTo(x, y)
    else path.moveTo(x, y)
  }
  path.closePath()
  return path
}

/** Degrees of roll as seen: a mirrored picture turns the other way. */
export function rollInDegrees(square: Square, mirrored: boolean): number {
  return ((mirrored ? -1 : 1) * square.roll * 180) / Math.PI
}

function drawBox(context: CanvasRenderingContext2D, face: Face, view: View, unit: number): void {
  const square = squareOfLandmarks(face.landmarks)
  strokeTwice(context, squarePath(square, view), '#ffffff', unit)
  const [x, y] = onCanvas(view, square.centre)
  const text = `roll ${rollInDegrees(square, view.mirrored).toFixed(0)}°`
  const below =
    y + (square.side / 2) * view.scale * (Math.abs(Math.cos(square.roll)) + Math.abs(Math.sin(square.roll)))
  context.font = `${13 * unit}px system-ui, sans-serif`
  context.textAlign = 'center'
  context.textBaseline = 'top'
  context.lineWidth = 3 * unit
  context.strokeStyle = 'rgb(0 0 0 / 70%)'
  context.strokeText(text, x, below + 4 * unit)
  context.fillStyle = '#ffffff'
  context.fillText(text, x, below + 4 * unit)
}

function drawFace(
  context: CanvasRenderingContext2D,
  landmarks: readonly Point[],
  view: View,
  layers: Layers,
  colour: string,
  unit: number,
): void {
  const points = landmarks.map((point) => onCanvas(view, point))
  if (layers.contours) {
    const path = new Path2D()
    for (const { landmarks: chain, closed } of CONTOURS) {
      for (const [i, landmark] of chain.entries()) {
        if (i) path.lineTo(...points[landmark])
        else path.moveTo(...points[landmark])
      }
      if (closed) path.closePath()
    }
    strokeTwice(context, path, colour, 1.2 * unit)
  }
  if (layers.points) {
    // Small faces get small points, or they would hide what they mark.
    const side = squareOfLandmarks(points).side
    const radius = Math.min(2.4 * unit, Math.max(1 * unit, side / 90))
    const path = new Path2D()
    for (const [x, y] of points) {
      path.moveTo(x + radius, y)
      path.arc(x, y, radius, 0, 2 * Math.PI)
    }
    context.strokeStyle = 'rgb(0 0 0 / 55%)'
    context.lineWidth = unit
    context.stroke(path)
    context.fillStyle = layers.contours ? '#ffffff' : colour
    context.fill(path)
  }
}

/** Draws the image and what was found in it. `unit` is a CSS pixel in canvas pixels. */
export function drawScene(
  canvas: HTMLCanvasElement,
  source: ImageSource,
  faces: readonly Face[],
  options: { mirrored: boolean; layers: Layers; colour: string; unit: number },
): View {
  const view = fitView(canvas, source, options.mirrored)
  const context = canvas.getContext('2d')
  if (!context) return view
  drawImage(context, source, view)
  for (const face of faces) {
    if (options.layers.box) drawBox(context, face, view, options.unit)
    drawFace(context, face.landmarks, view, options.layers, options.colour, options.unit)
  }
  return view
}
