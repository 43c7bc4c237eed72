import { createLandmarker } from '../../landmarker/landmarker.ts'
import { closeCamera, playStream } from '../media/camera.ts'
import { TEXT } from '../ui/text.ts'
import { computePercentiles, type Percentiles } from './percentiles.ts'

const DURATION_MS = 5000

/** Camera to test: front or rear. */
export type CameraSide = 'user' | 'environment'

/** Result of tracking a camera's faces for five seconds. */
export interface CameraRun {
  readonly side: CameraSide
  readonly backend: string
  readonly width: number
  readonly height: number
  /** Frames a second whose faces were tracked. */
  readonly rate: number
  /** From a frame's arrival to its landmarks. */
  readonly delay: Percentiles
  /** Share of these frames in which there was a face. */
  readonly withFace: number
}

/**
 * Opens a camera, tracks its faces for five seconds and closes it.
 * @throws as getUserMedia; LandmarkerError; Error if no frame came.
 */
export async function testCamera(side: CameraSide): Promise<CameraRun> {
  if (!navigator.mediaDevices) throw new Error(TEXT.media.camera.insecure)
  const size = { width: { ideal: 640 }, height: { ideal: 480 } }
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { ...size, facingMode: side },
  })
  try {
    const video = await playStream(stream)
    const landmarker = await createLandmarker()
    try {
      const delays: number[] = []
      let faces = 0
      await new Promise<void>((resolve, reject) => {
        const count = (delay: number, found: boolean) => {
          // The first frame waits for what is compiled; the time runs from there.
          if (delays.push(delay) === 1) setTimeout(resolve, DURATION_MS)
          if (found) faces++
        }
        landmarker.track(video, (result) => count(result.times.frame, result.faces.length > 0), {
          onError: reject,
        })
        setTimeout(
          () => delays.length === 0 && reject(new Error('the camera sent no picture')),
          4 * DURATION_MS,
        )
      })
      return {
        side,
        backend: landmarker.backend.name,
        width: video.videoWidth,
        height: video.videoHeight,
        rate: (delays.length - 1) / (DURATION_MS / 1000),
        delay: computePercentiles(delays),
        withFace: faces / delays.length,
      }
    } finally {
      await landmarker.dispose()
      video.srcObject = null
    }
  } finally {
    closeCamera(stream)
  }
}
