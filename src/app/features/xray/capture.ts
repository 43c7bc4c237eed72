import type { Detection } from '../../../geometry/square.ts'
import type { Face, Landmarker } from '../../../landmarker/landmarker.ts'
import { getSourceSize, type ImageSource } from '../../../landmarker/source.ts'
import type { Point } from '../../../geometry/point.ts'
import type { AnalysedImage } from '../../canvas/render-image.ts'
import { getTrueLandmarks } from '../../media/dataset/open-annotated.ts'
import { SRGB } from '../../../landmarker/srgb.ts'
import { TEXT } from '../../ui/text.ts'

/** Picture with its detected faces. */
export interface Capture {
  readonly live: boolean
  /** Original picture; closed when the next one is shown. */
  readonly source: ImageSource
  /** Copy for drawing, reduced if it is large. */
  readonly picture: OffscreenCanvas
  readonly width: number
  readonly height: number
  readonly detections: readonly Detection[]
  /** True landmarks of one of the faces, in pixels of the picture, if it is annotated. */
  readonly truth: readonly Point[] | undefined
  /** Detection time in milliseconds. */
  readonly time: number
}

/** Maximum side of the copy of a large photo: more than the view has room for. */
const MAX_DRAWN_SIDE_PX = 1280

/** Maximum number of faces in a camera frame, as in tracking. */
const MAX_LIVE_FACES = 4

/** Creates a canvas for repeated reading of pixels. */
export function createReadableContext(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { ...SRGB, willReadFrequently: true })
  if (!context) throw new Error(TEXT.shell.noCanvas)
  return context
}

/** Copies a picture, reduced to at most `longest` pixels wide or high. */
function copyImage(source: ImageSource, longest: number): OffscreenCanvas {
  const { width, height } = getSourceSize(source)
  const scale = Math.min(1, longest / Math.max(width, height))
  const context = createReadableContext(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  )
  context.imageSmoothingQuality = 'high'
  context.drawImage(source, 0, 0, context.canvas.width, context.canvas.height)
  return context.canvas
}

const collectDetections = (faces: readonly Face[]) => faces.flatMap(({ detection }) => detection ?? [])

/** Captures a photo with the faces already detected. */
export function capturePhoto({ source, faces, times }: AnalysedImage): Capture {
  const detections = collectDetections(faces)
  const picture = copyImage(source, MAX_DRAWN_SIDE_PX)
  const truth = getTrueLandmarks(source)
  return { live: false, source, picture, ...getSourceSize(source), detections, truth, time: times.detection }
}

/**
 * Captures a camera frame, copied synchronously because it is closed when the next one comes. Detects its
 * faces, since tracked faces have no detection.
 */
export async function captureLiveFrame(landmarker: Landmarker, frame: ImageSource): Promise<Capture> {
  const picture = copyImage(frame, Infinity)
  const { width, height } = picture
  const { faces, times } = await landmarker.detect(picture, {
    range: 'short',
    maxFaces: MAX_LIVE_FACES,
    stages: 1,
    stage1Passes: 1,
  })
  const detections = collectDetections(faces)
  const { detection: time } = times
  return { live: true, source: picture, picture, width, height, detections, truth: undefined, time }
}
