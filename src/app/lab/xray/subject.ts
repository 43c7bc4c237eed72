import { squareOfDetection, type Detection, type Square } from '../../../geometry/square.ts'
import { sizeOf, type ImageSource } from '../../../landmarker/source.ts'
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

/** A canvas of its own, whose pixels are read again and again. */
export function canvasOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
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
