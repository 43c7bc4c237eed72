import { toCropPoint, type Crop } from '../../../geometry/crop.ts'
import { MEAN_SHAPE, STAGES } from '../../../geometry/face.ts'
import type { Point } from '../../../geometry/point.ts'
import { fitSimilarity, applySimilarity } from '../../../geometry/similarity.ts'
import { computeLandmarkSquare, type Square } from '../../../geometry/square.ts'
import { CropPixels, chooseSamplingSize } from '../../../landmarker/cascade/crop-pixels.ts'
import { drawContours, drawCrosses, drawImage, drawPoints, drawSquare } from '../../canvas/draw.ts'
import { fitView, onCanvas, type Area, type View } from '../../canvas/viewport.ts'
import type { Xray } from './examine.ts'
import { squareToPicture } from './face-patch.ts'
import type { Capture } from './capture.ts'
import { SRGB } from '../../../landmarker/srgb.ts'

/** Draws one step on a canvas. `unit` is a CSS pixel in its pixels, `colour` the variant's. */
export type Picture = (context: CanvasRenderingContext2D, unit: number, colour: string) => void

const WHITE = '#ffffff'
const RIM = 'rgb(0 0 0 / 55%)'

const wholeOf = ({ canvas: { width, height } }: CanvasRenderingContext2D): Area => ({
  left: 0,
  top: 0,
  width,
  height,
})

function drawEyes(context: CanvasRenderingContext2D, eyes: readonly Point[], view: View, unit: number): void {
  for (const eye of eyes) {
    const [x, y] = onCanvas(view, eye)
    context.beginPath()
    context.arc(x, y, 3 * unit, 0, 2 * Math.PI)
    context.lineWidth = 2 * unit
    context.strokeStyle = RIM
    context.stroke()
    context.fillStyle = WHITE
    context.fill()
  }
}

/** The picture, whole. */
function drawCapture(context: CanvasRenderingContext2D, { picture, width, height }: Capture): View {
  const view = fitView(wholeOf(context), { left: 0, top: 0, width, height }, width, false)
  drawImage(context, picture, { ...view, scale: (view.scale * width) / picture.width })
  return view
}

/** The picture with the detector's box and eyes, and the square that they send the cascade to. */
export function detectorPicture({ subject, pixels, start }: Xray): Picture {
  const { capture, sheet, detection } = subject
  return (context, unit, colour) => {
    const view = drawCapture(context, capture)
    if (pixels !== subject.pixels) {
      const [x, y] = onCanvas(view, [sheet.left, sheet.top])
      const scale = view.scale / sheet.scale
      context.drawImage(pixels, x, y, pixels.width * scale, pixels.height * scale)
    }
    drawSquare(context, { centre: detection.centre, side: detection.size, roll: 0 }, view, WHITE, unit)
    drawSquare(context, squareToPicture(sheet, start), view, colour, 2 * unit)
    drawEyes(context, detection.eyes, view, unit)
  }
}

/** Cuts crops out as the networks see them; made when the first is drawn. */
let cutter: CropPixels | undefined

/** The pixels of a crop, each as a square. Sampled as finely as in the cascade. */
function drawCrop(context: CanvasRenderingContext2D, xray: Xray, crop: Crop, margin: number): void {
  cutter ??= new CropPixels()
  const image = cutter.cut(xray.pixels, crop, chooseSamplingSize(xray.start.side * margin, crop.size))
  const own = new OffscreenCanvas(crop.size, crop.size)
  own.getContext('2d', SRGB)?.putImageData(image, 0, 0)
  const { width, height } = context.canvas
  context.imageSmoothingEnabled = false
  context.drawImage(own, 0, 0, width, height)
  context.imageSmoothingEnabled = true
}

/** How pixels of a crop come to those of the canvas that it fills. */
function viewOf(context: CanvasRenderingContext2D, crop: Crop): View {
  const { width } = context.canvas
  return { scale: width / crop.size, left: 0, top: 0, width, mirrored: false }
}

const intoCrop = (crop: Crop, points: readonly Point[]) => points.map((point) => toCropPoint(crop, point))

function squareIntoCrop(crop: Crop, { centre, side, roll }: Square): Square {
  return { centre: toCropPoint(crop, centre), side: (side * crop.size) / crop.side, roll: roll - crop.roll }
}

/** A stage's crop; with its points on it and the true ones below them, or without. */
export function cropPicture(
  xray: Xray,
  stage: 1 | 2,
  crop: Crop,
  landmarks: readonly Point[] = [],
  truth: readonly Point[] = [],
): Picture {
  return (context, unit, colour) => {
    drawCrop(context, xray, crop, STAGES[stage - 1].margin)
    const view = viewOf(context, crop)
    if (truth.length > 0) drawCrosses(context, intoCrop(crop, truth), view, WHITE, unit)
    if (landmarks.length > 0) drawPoints(context, intoCrop(crop, landmarks), view, colour, unit)
  }
}

/** Stage 1's points with the mean shape laid on them: its roll, and their box at that roll. */
export function meanShapePicture(xray: Xray, crop: Crop, landmarks: readonly Point[]): Picture {
  const points = intoCrop(crop, landmarks)
  const fit = fitSimilarity(MEAN_SHAPE, points)
  const mean = MEAN_SHAPE.map((point) => applySimilarity(fit, point))
  return (context, unit, colour) => {
    drawCrop(context, xray, crop, STAGES[0].margin)
    const view = viewOf(context, crop)
    drawPoints(context, points, view, colour, 0.7 * unit)
    drawContours(context, mean, view, WHITE, unit)
    drawSquare(context, squareIntoCrop(crop, xray.face.square), view, colour, 2 * unit)
  }
}

/** The face in the picture with the points mapped back, and thin below them what they were to be; and the true ones. */
export function backPicture({ pixels, face, reference }: Xray, truth: readonly Point[] = []): Picture {
  const { centre, side } = computeLandmarkSquare(reference)
  const width = 1.7 * side
  const part = { left: centre[0] - width / 2, top: centre[1] - width / 2, width, height: width }
  return (context, unit, colour) => {
    const view = fitView(wholeOf(context), part, pixels.width, false)
    drawImage(context, pixels, view)
    drawContours(context, reference, view, WHITE, 0.7 * unit)
    if (truth.length > 0) drawCrosses(context, truth, view, WHITE, unit)
    drawPoints(context, face.landmarks, view, colour, unit)
  }
}
