import {
  createLandmarker,
  type Landmarker,
  type LandmarkerOptions,
  type TrackOptions,
  type TrackResult,
} from '../package/package.ts'

/** Options of the landmarks of a video: those of `createLandmarker` and of `track`, less what ends them. */
export type VideoLandmarksOptions = Omit<LandmarkerOptions, 'signal'> &
  Omit<TrackOptions, 'signal' | 'onError'>

/** Functions that are called while a video is tracked. */
export interface VideoLandmarksCallbacks {
  /** Called when the networks have loaded. */
  readonly onReady?: (landmarker: Landmarker) => void
  /** Called for each processed frame. Its `frame` is closed when the next result comes. */
  readonly onResult?: (result: TrackResult) => void
  /** Called with the error that ended loading or tracking. */
  readonly onError?: (error: unknown) => void
}

/**
 * Loads a landmarker, tracks the faces of a video, and disposes the landmarker when the returned function is called
 * or an error ends it. The video may start to play later.
 */
export function startVideoLandmarks(
  video: HTMLVideoElement,
  options: VideoLandmarksOptions,
  { onReady, onResult, onError }: VideoLandmarksCallbacks,
): () => void {
  const ending = new AbortController()
  const { signal } = ending
  const run = async () => {
    const landmarker = await createLandmarker({ ...options, signal })
    try {
      signal.throwIfAborted()
      onReady?.(landmarker)
      await new Promise<void>((resolve, reject) => {
        signal.addEventListener('abort', () => resolve())
        const { maxFaces, smoothing } = options
        landmarker.track(video, (result) => onResult?.(result), {
          ...(maxFaces !== undefined && { maxFaces }),
          ...(smoothing && { smoothing }),
          signal,
          onError: reject,
        })
      })
    } finally {
      await landmarker.dispose()
    }
  }
  run().catch((error: unknown) => {
    if (!signal.aborted) onError?.(error)
  })
  return () => ending.abort()
}
