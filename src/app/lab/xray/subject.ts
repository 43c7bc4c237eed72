import { coverOf } from '../../../geometry/spoilt.ts'
import { squareOfDetection, type Detection, type Square } from '../../../geometry/square.ts'
import { sizeOf, type ImageSource } from '../../../landmarker/source.ts'
import { arePixelsSpoilt, type Damage } from './damage.ts'
import { addNoise, blur } from './pixels.ts'
import { sheetAround, squareToSheet, type Sheet } from './sheet.ts'

/** A picture with the faces that the detector found in it. */
export interface Capture {
  readonly live: boolean
  /** The picture itself, as long as it is shown. */
  readonly source: ImageSource
  /** To be drawn, and reduced if it is large. */
  readonly picture: OffscreenCanvas
  readonly width: number
  readonly height: number
  readonly detections: readonly Detection[]
  /** Milliseconds of the detector. */
  readonly time: number
}

/** One face of a picture, before the cascade looks at it. */
export interface Subject {
  readonly capture: Capture
  readonly detection: Detection
  readonly sheet: Sheet
  /** The sheet's pixels, whole. */
  readonly pixels: OffscreenCanvas
  /** Where the detector has the face, in pixels of the sheet. */
  readonly start: Square
}

/** Large photos are drawn from a copy this wide or high: more than the view has room for. */
const LONGEST = 1280
/** Side of a grain of noise, in sides of the face: about a pixel of stage 2's crop. */
const GRAIN = 0.01
const GREY = '#808080'

function canvasOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  // Its pixels are read again and again.
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser gave no 2D canvas')
  return context
}

/** A copy of a picture, at most `longest` pixels wide or high. */
export function copyOf(source: ImageSource, longest = LONGEST): OffscreenCanvas {
  const { width, height } = sizeOf(source)
  const scale = Math.min(1, longest / Math.max(width, height))
  const context = canvasOf(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)))
  context.imageSmoothingQuality = 'high'
  context.drawImage(source, 0, 0, context.canvas.width, context.canvas.height)
  return context.canvas
}

/** The nth face (from 0) of a picture, the last one if there are fewer; undefined without any. */
export function subjectOf(capture: Capture, face: number): Subject | undefined {
  const detection = capture.detections[Math.min(face, capture.detections.length - 1)]
  if (!detection) return undefined
  const start = squareOfDetection(detection)
  const sheet = sheetAround(start, capture.width, capture.height)
  const { left, top, scale, width, height } = sheet
  const context = canvasOf(width, height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(capture.source, left, top, width / scale, height / scale, 0, 0, width, height)
  return { capture, detection, sheet, pixels: context.canvas, start: squareToSheet(sheet, start) }
}

/** The sheet with its pixels spoilt: covered in the scene, blurred by the lens, with the sensor's noise. */
export function spoiltPixels({ pixels, start }: Subject, damage: Damage): OffscreenCanvas {
  if (!arePixelsSpoilt(damage)) return pixels
  const context = canvasOf(pixels.width, pixels.height)
  context.drawImage(pixels, 0, 0)
  if (damage.occlusion > 0) {
    const { centre, side, roll } = coverOf(start, damage.occlusion / 100)
    context.translate(...centre)
    context.rotate(roll)
    context.fillStyle = GREY
    context.fillRect(-side / 2, -side / 2, side, side)
    context.resetTransform()
  }
  if (damage.blur > 0 || damage.noise > 0) {
    const image = context.getImageData(0, 0, pixels.width, pixels.height)
    if (damage.blur > 0) blur(image, (damage.blur / 100) * start.side)
    if (damage.noise > 0) addNoise(image, damage.noise, Math.max(1, GRAIN * start.side))
    context.putImageData(image, 0, 0)
  }
  return context.canvas
}
