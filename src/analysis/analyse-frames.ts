import type { Landmarker } from '../landmarker/landmarker.ts'
import { getSourceSize, type Frame, type ImageSource } from '../landmarker/source.ts'
import type { ClipOptions } from '../landmarker/tracking/clip-tracking.ts'
import { assumeCamera } from '../pose/camera.ts'
import type { HeadPose } from '../pose/head-pose.ts'
import { measureRowFace, type FaceRow } from './face-row.ts'

/** Frame of a clip with its time in the clip. */
export interface ClipFrame {
  readonly frame: Frame
  readonly timestampSeconds: number
}

/** Rows of one frame: one for each face, largest first, or a single one without a face. */
export interface AnalysedFrame {
  /** Number of the frame, from 1. */
  readonly frame: number
  readonly timestampSeconds: number
  readonly rows: readonly FaceRow[]
  /** Picture of the frame, closed when the next frame is asked for. */
  readonly picture: Frame
}

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
  const tracking = landmarker.trackClip(options)
  let poses = new Map<number, HeadPose | undefined>()
  let number = 0
  try {
    for await (const { frame: picture, timestampSeconds } of frames) {
      try {
        const frame = ++number
        const { width, height } = getSourceSize(picture)
        const { faces } = await tracking.track(picture, timestampSeconds)
        const camera = assumeCamera(width, height)
        const nextPoses = new Map<number, HeadPose | undefined>()
        const rows = faces.map((found): FaceRow => {
          const { face, pose } = measureRowFace(found, camera, poses.get(found.id))
          nextPoses.set(found.id, pose)
          return { frame, faceId: found.id - 1, timestampSeconds, face }
        })
        poses = nextPoses
        const none: FaceRow = { frame, faceId: 0, timestampSeconds, face: undefined }
        yield { frame, timestampSeconds, rows: rows.length > 0 ? rows : [none], picture }
      } finally {
        picture.close()
      }
    }
  } finally {
    tracking.end()
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
