import { CONVERT_COLOURS } from './srgb.ts'

/** Whatever a canvas can draw. */
export type ImageSource =
  HTMLImageElement | HTMLVideoElement | HTMLCanvasElement | OffscreenCanvas | ImageBitmap | VideoFrame

/** What can be moved to a worker. Whoever holds it closes it. */
export type Frame = ImageBitmap | VideoFrame

/** Width and height of a source in its own pixels; 0 while a video or image has none yet. */
export function getSourceSize(source: ImageSource): { width: number; height: number } {
  if ('videoWidth' in source) return { width: source.videoWidth, height: source.videoHeight }
  if ('naturalWidth' in source) return { width: source.naturalWidth, height: source.naturalHeight }
  if ('displayWidth' in source) return { width: source.displayWidth, height: source.displayHeight }
  return { width: source.width, height: source.height }
}

/** A copy of an image that can be moved to a worker; that of a VideoFrame shares its pixels. */
export function toTransferable(source: ImageSource): Frame | Promise<Frame> {
  if ('displayWidth' in source) return source.clone()
  return createImageBitmap(source, CONVERT_COLOURS)
}

/** The frame that a video shows now. */
export function captureFrame(video: HTMLVideoElement): Frame | Promise<Frame> {
  // A frame of a camera is moved without a copy; a browser without VideoFrame copies it.
  return 'VideoFrame' in globalThis ? new VideoFrame(video) : createImageBitmap(video, CONVERT_COLOURS)
}

/**
 * Calls once, with the time of the video's own clock in seconds, when the video shows another frame;
 * not if it is no longer wanted by then.
 */
export function requestNextFrame(
  video: HTMLVideoElement,
  wanted: () => boolean,
  callback: (at: number) => void,
): void {
  if (typeof video.requestVideoFrameCallback === 'function') {
    video.requestVideoFrameCallback((_, { mediaTime }) => {
      if (wanted()) callback(mediaTime)
    })
    return
  }
  // Without it nobody tells of frames, but the video's clock moves on with them.
  const before = video.currentTime
  const look = () => {
    if (!wanted()) return
    if (video.currentTime === before) requestAnimationFrame(look)
    else callback(video.currentTime)
  }
  requestAnimationFrame(look)
}
