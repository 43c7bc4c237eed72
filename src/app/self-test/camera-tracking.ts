import { createLandmarker, type Landmarker } from '../../landmarker/landmarker.ts'
import { getSourceSize } from '../../landmarker/source.ts'
import { closeCamera, playStream } from '../media/camera.ts'
import { StepFailure } from './finding.ts'
import { wait, type CameraSide } from './step.ts'

/** The first frame waits for what is loaded and compiled; a camera that sends none in this time has failed. */
const FIRST_FRAME_MS = 20_000

/** Longest wait for the frame that is on its way when the work is done. */
const LAST_FRAME_MS = 1000

/** Frame of the camera whose faces were tracked. */
export interface TrackedFrame {
  /** Time at which its landmarks were there, by the page's clock. */
  readonly at: number
  /** From the frame's arrival to its landmarks, in milliseconds. */
  readonly delay: number
  readonly width: number
  readonly height: number
  readonly hasFace: boolean
}

/** Camera's faces, tracked with lite and not shown. */
export interface CameraTracking {
  readonly backend: string
  /** Frames tracked since the first one, which is left out with what it waited for. */
  readonly frames: readonly TrackedFrame[]
  readonly track: MediaStreamTrack
  /** Aborted with the step's signal, and with an error of the tracking. */
  readonly signal: AbortSignal
}

/** Opens the front camera or any, or the rear camera alone: another one would be no test of it. */
function openSide(side: CameraSide): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new StepFailure(({ media }) => media.camera.insecure)
  const size = { width: { ideal: 640 }, height: { ideal: 480 } }
  const facingMode = side === 'user' ? side : { exact: side }
  return navigator.mediaDevices.getUserMedia({ audio: false, video: { ...size, facingMode } })
}

/** Creates a promise that is resolved by a call. */
function createEvent() {
  let happen: () => void = () => undefined
  const happened = new Promise<void>((resolve) => {
    happen = resolve
  })
  return { happened, happen: () => happen() }
}

/** Follows the faces of a video until the work is done. */
async function follow<T>(
  landmarker: Landmarker,
  video: HTMLVideoElement,
  track: MediaStreamTrack,
  signal: AbortSignal,
  work: (tracking: CameraTracking) => Promise<T>,
): Promise<T> {
  const frames: TrackedFrame[] = []
  const failure = new AbortController()
  const end = () => failure.abort(signal.reason)
  signal.addEventListener('abort', end)
  if (signal.aborted) end()
  let isFirst = true
  const first = createEvent()
  const last = createEvent()
  let isDone = false
  const tracking = landmarker.track(
    video,
    ({ frame, faces, times }) => {
      const { width, height } = getSourceSize(frame)
      const hasFace = faces.length > 0
      if (!isFirst) frames.push({ at: performance.now(), delay: times.frame, width, height, hasFace })
      isFirst = false
      first.happen()
      if (!isDone) return
      tracking.stop()
      last.happen()
    },
    { onError: (error) => failure.abort(error) },
  )
  try {
    await Promise.race([first.happened, wait(FIRST_FRAME_MS, failure.signal)])
    if (isFirst) throw new StepFailure(({ selfTest }) => selfTest.noPicture)
    return await work({ backend: landmarker.backend.name, frames, track, signal: failure.signal })
  } finally {
    // Between two frames: one that the worker has when it is ended is never closed, of which browsers complain.
    isDone = true
    await Promise.race([last.happened, wait(LAST_FRAME_MS, new AbortController().signal)])
    tracking.stop()
    signal.removeEventListener('abort', end)
  }
}

/**
 * Opens a camera, tracks its faces while the work goes on, and closes it.
 * @throws as getUserMedia; LandmarkerError; the signal's reason; Error if no frame came; what the work throws.
 */
export async function withCamera<T>(
  side: CameraSide,
  signal: AbortSignal,
  work: (tracking: CameraTracking) => Promise<T>,
): Promise<T> {
  const stream = await openSide(side)
  try {
    signal.throwIfAborted()
    const video = await playStream(stream)
    try {
      const landmarker = await createLandmarker({ signal })
      try {
        return await follow(landmarker, video, stream.getVideoTracks()[0]!, signal, work)
      } finally {
        await landmarker.dispose()
      }
    } finally {
      video.srcObject = null
    }
  } finally {
    closeCamera(stream)
  }
}
