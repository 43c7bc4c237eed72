import type { CropSource } from './pixel-image.ts'
import type { ImageSource } from './source.ts'

/** Frames with more pixels are drawn on canvases instead: to convert them takes longer than to draw two crops. */
const MAX_FRAME_PIXELS = 1920 * 1080

/** Fields of newer browsers' VideoFrame: how its pixels must be turned to be shown. */
interface Orientation {
  readonly rotation?: number
  readonly flip?: boolean
}

/**
 * Reads the pixels of a video's frames into one buffer. A canvas that draws a frame converts all of it each time, and
 * Chromium without graphics hardware takes new shared memory for each conversion (75 MB a second at 640x480 and 60
 * frames per second, until its garbage collection); copying once takes neither.
 */
export class FrameReader {
  #buffer = new Uint8ClampedArray(0)
  #isSupported = true

  /**
   * Reads the frame's pixels, which are valid until the next call. Returns the source itself if it is no VideoFrame, is
   * shown turned or stretched, or if the browser cannot convert it.
   */
  async read(source: ImageSource): Promise<CropSource> {
    if (!this.#isSupported || !('displayWidth' in source) || !isReadable(source)) return source
    const { width, height } = source.visibleRect ?? { width: 0, height: 0 }
    const length = 4 * width * height
    try {
      if (this.#buffer.length !== length) this.#buffer = new Uint8ClampedArray(length)
      await source.copyTo(this.#buffer, {
        format: 'RGBA',
        colorSpace: 'srgb',
        layout: [{ offset: 0, stride: 4 * width }],
      })
      return { data: this.#buffer, width, height }
    } catch {
      // Older browsers do not convert to RGBA.
      this.#isSupported = false
      return source
    }
  }
}

function isReadable(frame: VideoFrame): boolean {
  const { rotation = 0, flip = false } = frame as VideoFrame & Orientation
  const { width, height } = frame.visibleRect ?? { width: 0, height: 0 }
  const isAsShown = width === frame.displayWidth && height === frame.displayHeight
  return isAsShown && rotation === 0 && !flip && width * height <= MAX_FRAME_PIXELS
}
