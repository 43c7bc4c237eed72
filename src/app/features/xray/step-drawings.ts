import { toCropPoint, type Crop } from '../../../geometry/crop.ts'
import { MEAN_SHAPE, STAGES } from '../../../geometry/face.ts'
import type { Point } from '../../../geometry/point.ts'
import { fitSimilarity, applySimilarity } from '../../../geometry/similarity.ts'
import { computeLandmarkSquare, type Square } from '../../../geometry/square.ts'
import { CropPixels, chooseSamplingSize } from '../../../landmarker/cascade/crop-pixels.ts'
import { drawContours, drawCrosses, drawImage, drawPoints, drawSquare } from '../../canvas/draw.ts'
import { fitViewport, toCanvasPoint, type Area, type Viewport } from '../../canvas/viewport.ts'
import type { Examination } from './examine.ts'
import { patchToImageSquare } from './face-patch.ts'
import type { Capture } from './capture.ts'
import { SRGB } from '../../../landmarker/srgb.ts'

/** Draws one step. `unit` is a CSS pixel in canvas pixels, `colour` the variant's. */
export type StepDrawing = (context: CanvasRenderingContext2D, unit: number, colour: string) => void

const WHITE = '#ffffff'
const RIM = 'rgb(0 0 0 / 55%)'

const toWholeArea = ({ canvas: { width, height } }: CanvasRenderingContext2D): Area => ({
  left: 0,
  top: 0,
  width,
  height,
})

function drawEyes(
  context: CanvasRenderingContext2D,
  eyes: readonly Point[],
  viewport: Viewport,
  unit: number,
): void {
  for (const eye of eyes) {
    const [x, y] = toCanvasPoint(viewport, eye)
    context.beginPath()
    context.arc(x, y, 3 * unit, 0, 2 * Math.PI)
    context.lineWidth = 2 * unit
    context.strokeStyle = RIM
    context.stroke()
    context.fillStyle = WHITE
    context.fill()
  }
}

/** Draws the whole picture; returns its viewport. */
function drawCapture(context: CanvasRenderingContext2D, { picture, width, height }: Capture): Viewport {
  const viewport = fitViewport(toWholeArea(context), { left: 0, top: 0, width, height }, width, false)
  drawImage(context, picture, { ...viewport, scale: (viewport.scale * width) / picture.width })
  return viewport
}

/** Drawing of the picture with the detector's box and eyes, and the region of interest of stage 1. */
export function createDetectorDrawing({ subject, pixels, start }: Examination): StepDrawing {
  const { capture, patch, detection } = subject
  return (context, unit, colour) => {
    const viewport = drawCapture(context, capture)
    if (pixels !== subject.pixels) {
      const [x, y] = toCanvasPoint(viewport, [patch.left, patch.top])
      const scale = viewport.scale / patch.scale
      context.drawImage(pixels, x, y, pixels.width * scale, pixels.height * scale)
    }
    drawSquare(context, { centre: detection.centre, side: detection.size, roll: 0 }, viewport, WHITE, unit)
    drawSquare(context, patchToImageSquare(patch, start), viewport, colour, 2 * unit)
    drawEyes(context, detection.eyes, viewport, unit)
  }
}

/** Cuts crops as the networks see them; created on first use. */
let cutter: CropPixels | undefined

/** Draws a crop pixel by pixel, sampled as in the cascade. */
function drawCrop(
  context: CanvasRenderingContext2D,
  examination: Examination,
  crop: Crop,
  margin: number,
): void {
  cutter ??= new CropPixels()
  const image = cutter.cut(
    examination.pixels,
    crop,
    chooseSamplingSize(examination.start.side * margin, crop.size),
  )
  const own = new OffscreenCanvas(crop.size, crop.size)
  own.getContext('2d', SRGB)?.putImageData(image, 0, 0)
  const { width, height } = context.canvas
  context.imageSmoothingEnabled = false
  context.drawImage(own, 0, 0, width, height)
  context.imageSmoothingEnabled = true
}

/** Viewport of a crop that fills the canvas. */
function fitCrop(context: CanvasRenderingContext2D, crop: Crop): Viewport {
  const { width } = context.canvas
  return { scale: width / crop.size, left: 0, top: 0, width, mirrored: false }
}

const toCropPoints = (crop: Crop, points: readonly Point[]) => points.map((point) => toCropPoint(crop, point))

function toCropSquare(crop: Crop, { centre, side, roll }: Square): Square {
  return { centre: toCropPoint(crop, centre), side: (side * crop.size) / crop.side, roll: roll - crop.roll }
}

/** Drawing of a stage's crop with its landmarks, over the true ones if they are given. */
export function createCropDrawing(
  examination: Examination,
  stage: 1 | 2,
  crop: Crop,
  landmarks: readonly Point[] = [],
  truth: readonly Point[] = [],
): StepDrawing {
  return (context, unit, colour) => {
    drawCrop(context, examination, crop, STAGES[stage - 1]!.margin)
    const viewport = fitCrop(context, crop)
    if (truth.length > 0) drawCrosses(context, toCropPoints(crop, truth), viewport, WHITE, unit)
    if (landmarks.length > 0) drawPoints(context, toCropPoints(crop, landmarks), viewport, colour, unit)
  }
}

/** Drawing of the mean shape fitted to stage 1's landmarks, and their upright box. */
export function createMeanShapeDrawing(
  examination: Examination,
  crop: Crop,
  landmarks: readonly Point[],
): StepDrawing {
  const points = toCropPoints(crop, landmarks)
  const fit = fitSimilarity(MEAN_SHAPE, points)
  const mean = MEAN_SHAPE.map((point) => applySimilarity(fit, point))
  return (context, unit, colour) => {
    drawCrop(context, examination, crop, STAGES[0].margin)
    const viewport = fitCrop(context, crop)
    drawPoints(context, points, viewport, colour, 0.7 * unit)
    drawContours(context, mean, viewport, WHITE, unit)
    drawSquare(context, toCropSquare(crop, examination.face.square), viewport, colour, 2 * unit)
  }
}

/**
 * Drawing of the face in the picture with its landmarks, over the reference contours and the true landmarks.
 */
export function createResultDrawing(
  { pixels, face, reference }: Examination,
  truth: readonly Point[] = [],
): StepDrawing {
  const { centre, side } = computeLandmarkSquare(reference)
  const width = 1.7 * side
  const part = { left: centre[0] - width / 2, top: centre[1] - width / 2, width, height: width }
  return (context, unit, colour) => {
    const viewport = fitViewport(toWholeArea(context), part, pixels.width, false)
    drawImage(context, pixels, viewport)
    drawContours(context, reference, viewport, WHITE, 0.7 * unit)
    if (truth.length > 0) drawCrosses(context, truth, viewport, WHITE, unit)
    drawPoints(context, face.landmarks, viewport, colour, unit)
  }
}
