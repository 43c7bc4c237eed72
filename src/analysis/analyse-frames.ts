import type { Landmarker } from '../landmarker/landmarker.ts'
import { getSourceSize, type ImageSource } from '../landmarker/source.ts'
import type { ClipOptions } from '../landmarker/tracking/clip-tracking.ts'
import { assumeCamera } from '../pose/camera.ts'
import { ClipAnalysis, type AnalysedFrame, type ClipFrame } from './clip-analysis.ts'
import { measureRowFace, type FaceRow } from './face-row.ts'

/**
 * Analyses the frames of a clip in the order of their times, each once; closes them. The rows depend on the frames and
 * their times alone, so two passes give the same numbers. Only numbers are kept, so memory does not grow with the
 * frames' pixels.
 * @throws as `ClipTracking.track`, and what `frames` throws.
 */
export async function* analyseFrames(
  frames: AsyncIterable<ClipFrame>,
  landmarker: Pick<Landmarker, 'trackClip'>,
  options: ClipOptions = {},
): AsyncGenerator<AnalysedFrame, void> {
  const analysis = new ClipAnalysis(landmarker, options)
  try {
    yield* analysis.analyse(frames)
  } finally {
    analysis.end()
  }
}

/**
 * Analyses a photo, as frame 1 at 0 s; its faces are numbered from 0, largest first.
 * @throws as `Landmarker.detect`
 */
export async function analysePhoto(
  photo: ImageSource,
  landmarker: Pick<Landmarker, 'detect'>,
  { maxFaces }: { readonly maxFaces?: number | undefined } = {},
): Promise<FaceRow[]> {
  const { faces } = await landmarker.detect(photo, { ...(maxFaces && { maxFaces }) })
  const { width, height } = getSourceSize(photo)
  const camera = assumeCamera(width, height)
  const rows = faces.map((found, faceId): FaceRow => {
    const { face } = measureRowFace(found, camera)
    return { frame: 1, faceId, timestampSeconds: 0, face }
  })
  return rows.length > 0 ? rows : [{ frame: 1, faceId: 0, timestampSeconds: 0, face: undefined }]
}
