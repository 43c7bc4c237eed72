import { useEffect, useRef, type CSSProperties, type VideoHTMLAttributes } from 'react'
import type { DrawOptions, TrackResult } from '../package/package.ts'
import { LandmarkOverlay, OVERLAY_STYLE } from './overlay.ts'
import {
  startVideoLandmarks,
  type VideoLandmarksCallbacks,
  type VideoLandmarksOptions,
} from './video-landmarks.ts'

/** Props of `LandmarkedVideo`: those of a video element, and these. */
export interface LandmarkedVideoProps
  extends Omit<VideoHTMLAttributes<HTMLVideoElement>, 'onError'>, VideoLandmarksCallbacks {
  /** A camera's stream, instead of `src`. */
  readonly stream?: MediaStream | null
  /** Options of the landmarker. A change of variant, backend, detector, assets, cache or maxFaces starts anew. */
  readonly options?: VideoLandmarksOptions
  /** Options for drawing the landmarks; false draws nothing. */
  readonly draw?: DrawOptions | false
  /** Mirrors video and landmarks, as for one's own camera. */
  readonly mirrored?: boolean
}

const FRAME: CSSProperties = { position: 'relative', display: 'inline-block' }

/**
 * Video with the landmarks of its faces drawn over it. Does not render again with each frame. An error that ends it goes
 * to `onError`, without which it is reported like one that nobody caught.
 */
export function LandmarkedVideo({
  stream,
  options = {},
  draw = {},
  mirrored = false,
  onReady,
  onResult,
  onError,
  style,
  ...attributes
}: LandmarkedVideoProps) {
  const video = useRef<HTMLVideoElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const latest = useRef({ options, draw, onReady, onResult, onError })
  useEffect(() => {
    latest.current = { options, draw, onReady, onResult, onError }
  })
  useEffect(() => {
    const element = video.current
    if (element && stream !== undefined) element.srcObject = stream
  }, [stream])
  const { variant, backend, detector, assets, cache, maxFaces } = options
  useEffect(() => {
    if (!video.current || !canvas.current) return undefined
    const overlay = new LandmarkOverlay(canvas.current)
    const stop = startVideoLandmarks(video.current, latest.current.options, {
      onReady: (landmarker) => latest.current.onReady?.(landmarker),
      onResult: (result: TrackResult) => {
        overlay.show(result, latest.current.draw)
        latest.current.onResult?.(result)
      },
      onError: (error) => {
        overlay.clear()
        const report = latest.current.onError ?? reportError
        report(error)
      },
    })
    return () => {
      stop()
      overlay.clear()
    }
  }, [variant, backend, detector, assets, cache, maxFaces])
  const flip: CSSProperties = mirrored ? { transform: 'scaleX(-1)' } : {}
  return (
    <span style={{ ...FRAME, ...style }}>
      <video
        muted
        playsInline
        {...attributes}
        ref={video}
        style={{ display: 'block', width: '100%', ...flip }}
      />
      <canvas ref={canvas} style={{ ...OVERLAY_STYLE, ...flip }} aria-hidden="true" />
    </span>
  )
}
