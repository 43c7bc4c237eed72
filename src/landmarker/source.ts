import { LandmarkerError, getErrorMessage } from './errors.ts'
import { CONVERT_COLOURS } from './srgb.ts'

/** Image that a canvas can draw. */
export type ImageSource =
  HTMLImageElement | HTMLVideoElement | HTMLCanvasElement | OffscreenCanvas | ImageBitmap | VideoFrame

/** Image that the landmarker takes: one that a canvas can draw, pixels, or an encoded image such as a file. */
export type LandmarkerSource = ImageSource | ImageData | Blob

/** Image that can be transferred to a worker. Its owner closes it. */
export type Frame = ImageBitmap | VideoFrame

/** Gets the width and height of an image in its own pixels; 0 while a video or image has not loaded. */
export function getSourceSize(source: ImageSource | Pick<ImageData, 'width' | 'height'>): {
  width: number
  height: number
} {
  if ('videoWidth' in source) return { width: source.videoWidth, height: source.videoHeight }
  if ('naturalWidth' in source) return { width: source.naturalWidth, height: source.naturalHeight }
  if ('displayWidth' in source) return { width: source.displayWidth, height: source.displayHeight }
  return { width: source.width, height: source.height }
}

/**
 * Copies an image to a frame that can be transferred to a worker; the copy of a VideoFrame shares its pixels. A Blob
 * is decoded, and turned as its EXIF orientation says.
 * @throws LandmarkerError 'source' if the browser cannot read the image.
 */
export async function toTransferable(source: LandmarkerSource): Promise<Frame> {
  try {
    if ('displayWidth' in source) return source.clone()
    return await createImageBitmap(source, CONVERT_COLOURS)
  } catch (error) {
    const problem =
      source instanceof Blob
        ? 'The file is no image, or damaged, or in a format that this browser does not support'
        : 'The image could not be read'
    throw new LandmarkerError('source', `${problem}: ${getErrorMessage(error)}`, { cause: error })
  }
}

/**
 * Captures the frame that a video shows now; undefined if it has none at the moment, as while a camera starts or is
 * replaced.
 * @throws DOMException 'SecurityError' if the video is of another origin that does not allow it to be read.
 */
export async function captureFrame(video: HTMLVideoElement): Promise<Frame | undefined> {
  try {
    // A VideoFrame of a camera is transferred without a copy; browsers without VideoFrame have to copy.
    return 'VideoFrame' in globalThis
      ? new VideoFrame(video)
      : await createImageBitmap(video, CONVERT_COLOURS)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'InvalidStateError') return undefined
    throw error
  }
}

/**
 * Calls `callback` once when the video shows its next frame, with that frame's media time in seconds. Does not call
 * it if `isWanted` returns false by then.
 */
export function requestNextFrame(
  video: HTMLVideoElement,
  isWanted: () => boolean,
  callback: (seconds: number) => void,
): void {
  if (typeof video.requestVideoFrameCallback === 'function') {
    video.requestVideoFrameCallback((_, { mediaTime }) => {
      if (isWanted()) callback(mediaTime)
    })
    return
  }
  // Without requestVideoFrameCallback, a change of the media time is the only sign of a new frame.
  const before = video.currentTime
  const poll = () => {
    if (!isWanted()) return
    if (video.currentTime === before) requestAnimationFrame(poll)
    else callback(video.currentTime)
  }
  requestAnimationFrame(poll)
}
