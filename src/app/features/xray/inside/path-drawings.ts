import { toImagePoint } from '../../../../geometry/crop.ts'
import { HEAT_MAP } from '../../../../geometry/face.ts'
import type { Point } from '../../../../geometry/point.ts'
import { SRGB } from '../../../../landmarker/srgb.ts'
import { createCropDrawing, type StepDrawing } from '../step-drawings.ts'
import type { StageView } from './inside-reader.ts'
import { colourMap } from './map-pixels.ts'

const RIM = 'rgb(0 0 0 / 65%)'
const WHITE = '#ffffff'
/** Opacity of the highest value over the crop. */
const OPACITY = 0.8

/** Drawing of a network's crop, with points in its pixels. */
export function createViewDrawing(
  { examination, stage, crop }: StageView,
  points: readonly Point[] = [],
): StepDrawing {
  const landmarks = points.map((point) => toImagePoint(crop, point))
  return createCropDrawing(examination, stage, crop, landmarks)
}

/** Drawing with a map laid over it; `reach` is the map's side divided by the picture's. */
export function coverWithMap(
  below: StepDrawing,
  values: Float32Array,
  side: number,
  reach: number,
): StepDrawing {
  const picture = new OffscreenCanvas(side, side)
  picture.getContext('2d', SRGB)?.putImageData(colourMap(values, side, OPACITY), 0, 0)
  return (context, unit, colour) => {
    below(context, unit, colour)
    const { width } = context.canvas
    const from = ((1 - reach) * width) / 2
    context.imageSmoothingEnabled = false
    context.drawImage(picture, from, from, reach * width, reach * width)
    context.imageSmoothingEnabled = true
  }
}

/** Drawing with a heat map laid over it. */
export function coverWithHeatMap(below: StepDrawing, values: Float32Array, side: number): StepDrawing {
  return coverWithMap(below, values, side, HEAT_MAP.range)
}

/** Drawing with a ring around a place, given in shares of the side. */
export function markPlace(below: StepDrawing, [x, y]: readonly [number, number]): StepDrawing {
  return (context, unit, colour) => {
    below(context, unit, colour)
    const { width, height } = context.canvas
    const outlines = [
      [RIM, 4],
      [WHITE, 2],
    ] as const
    for (const [stroke, lineWidth] of outlines) {
      context.beginPath()
      context.arc(x * width, y * height, 6 * unit, 0, 2 * Math.PI)
      context.strokeStyle = stroke
      context.lineWidth = lineWidth * unit
      context.stroke()
    }
  }
}
