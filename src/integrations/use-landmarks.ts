import { useEffect, useRef, useState, type RefObject } from 'react'
import type { Landmarker, TrackResult } from '../package/package.ts'
import {
  startVideoLandmarks,
  type VideoLandmarksCallbacks,
  type VideoLandmarksOptions,
} from './video-landmarks.ts'

/** A video element, a reference to one, or a camera's stream, for which no element is needed. */
export type LandmarksSource =
  RefObject<HTMLVideoElement | null> | HTMLVideoElement | MediaStream | null | undefined

/** Options of `useLandmarks`. A change of variant, backend, detector, assets, cache or maxFaces starts anew. */
export interface UseLandmarksOptions extends VideoLandmarksOptions, VideoLandmarksCallbacks {
  /** False releases the networks. Default: true. */
  readonly enabled?: boolean
}

/** State of `useLandmarks`. */
export interface LandmarksState {
  /** 'idle' without a source or if disabled, 'loading' until the networks have loaded. */
  readonly status: 'idle' | 'loading' | 'running' | 'failed'
  /** Faces of the last frame, with landmarks in pixels of that frame. */
  readonly faces: TrackResult['faces']
  /** The landmarker while it runs, for photos and other options. */
  readonly landmarker: Landmarker | undefined
  /** The reason of 'failed'. */
  readonly error: unknown
}

const IDLE: LandmarksState = { status: 'idle', faces: [], landmarker: undefined, error: undefined }

/** Gets the video of a source; a stream gets an element of its own, which `release` lets go. */
function getSourceVideo(source: LandmarksSource): {
  video: HTMLVideoElement | undefined
  release: () => void
} {
  const given = source && 'current' in source ? source.current : source
  if (!given) return { video: undefined, release: () => {} }
  if (given instanceof HTMLVideoElement) return { video: given, release: () => {} }
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.srcObject = given
  // Rejects if it is released before it plays.
  video.play().catch(() => {})
  return { video, release: () => (video.srcObject = null) }
}

/**
 * Tracks the landmarks of a video in a React component, in a worker of its own, and releases everything when the
 * component goes. Renders again with each frame, which `LandmarkedVideo` does not. Does nothing on a
 * server.
 */
export function useLandmarks(source: LandmarksSource, options: UseLandmarksOptions = {}): LandmarksState {
  const { variant, backend, detector, assets, cache, maxFaces, enabled = true } = options
  const [state, setState] = useState(IDLE)
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })
  useEffect(() => {
    const { video, release } = getSourceVideo(source)
    if (!enabled || !video) return release
    setState({ ...IDLE, status: 'loading' })
    const stop = startVideoLandmarks(video, createOptions(latest), {
      onReady: (landmarker) => {
        setState((before) => ({ ...before, landmarker, status: 'running' }))
        latest.current.onReady?.(landmarker)
      },
      onResult: (result) => {
        setState((before) => ({ ...before, faces: result.faces }))
        latest.current.onResult?.(result)
      },
      onError: (error) => {
        setState({ ...IDLE, status: 'failed', error })
        latest.current.onError?.(error)
      },
    })
    return () => {
      stop()
      release()
      setState(IDLE)
    }
  }, [source, variant, backend, detector, assets, cache, maxFaces, enabled])
  return state
}

/** Takes the options of the last rendering; functions are looked up when they are called. */
function createOptions(latest: RefObject<UseLandmarksOptions>): VideoLandmarksOptions {
  return {
    ...latest.current,
    progress: (...progress) => latest.current.progress?.(...progress),
    onBackend: (choice) => latest.current.onBackend?.(choice),
    onRestart: (restart) => latest.current.onRestart?.(restart),
    ...(latest.current.smoothing && { smoothing: () => latest.current.smoothing?.() }),
  }
}
