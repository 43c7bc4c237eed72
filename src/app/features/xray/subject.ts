import { matchToGroundTruth } from '../../../evaluation/match-face.ts'
import type { Point } from '../../../geometry/point.ts'
import { computeDetectionSquare, type Detection, type Square } from '../../../geometry/square.ts'
import { createReadableContext, type Capture } from './capture.ts'
import { createFacePatch, imageToPatchSquare, imageToPatchPoint, type FacePatch } from './face-patch.ts'

/** One face of a picture before the cascade runs on it. */
export interface Subject {
  readonly capture: Capture
  readonly detection: Detection
  readonly patch: FacePatch
  /** Unperturbed pixels of the patch. */
  readonly pixels: OffscreenCanvas
  /** Detected region of interest, in pixels of the patch. */
  readonly start: Square
  /** True landmarks in pixels of the patch, if known. */
  readonly truth: readonly Point[] | undefined
}

/** Returns the picture's true landmarks if they belong to this face. */
function matchTruth({ truth, detections }: Capture, detection: Detection): readonly Point[] | undefined {
  const faces = detections.map((found) => ({ found, square: computeDetectionSquare(found) }))
  return truth && matchToGroundTruth(faces, truth)?.found === detection ? truth : undefined
}

/**
 * Creates the subject of the nth face (from 0), or of the last if there are fewer; undefined without faces.
 */
export function createSubject(capture: Capture, face: number): Subject | undefined {
  const detection = capture.detections[Math.min(face, capture.detections.length - 1)]
  if (!detection) return undefined
  const start = computeDetectionSquare(detection)
  const patch = createFacePatch(start, capture.width, capture.height)
  const { left, top, scale, width, height } = patch
  const context = createReadableContext(width, height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(capture.source, left, top, width / scale, height / scale, 0, 0, width, height)
  return {
    capture,
    detection,
    patch,
    pixels: context.canvas,
    start: imageToPatchSquare(patch, start),
    truth: matchTruth(capture, detection)?.map((point) => imageToPatchPoint(patch, point)),
  }
}
