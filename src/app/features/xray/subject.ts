import { matchToGroundTruth } from '../../../evaluation/match-face.ts'
import type { Point } from '../../../geometry/point.ts'
import { squareOfDetection, type Detection, type Square } from '../../../geometry/square.ts'
import { canvasOf, type Capture } from './capture.ts'
import { sheetAround, squareToSheet, toSheet, type Sheet } from './face-patch.ts'

/** One face of a picture, before the cascade looks at it. */
export interface Subject {
  readonly capture: Capture
  readonly detection: Detection
  readonly sheet: Sheet
  /** The sheet's pixels, whole. */
  readonly pixels: OffscreenCanvas
  /** Where the detector has the face, in pixels of the sheet. */
  readonly start: Square
  /** The face's true landmarks, in pixels of the sheet, if they are known. */
  readonly truth: readonly Point[] | undefined
}

/** The picture's true landmarks if they are of this face. */
function truthFor({ truth, detections }: Capture, detection: Detection): readonly Point[] | undefined {
  const faces = detections.map((found) => ({ found, square: squareOfDetection(found) }))
  return truth && matchToGroundTruth(faces, truth)?.found === detection ? truth : undefined
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
  return {
    capture,
    detection,
    sheet,
    pixels: context.canvas,
    start: squareToSheet(sheet, start),
    truth: truthFor(capture, detection)?.map((point) => toSheet(sheet, point)),
  }
}
