import { FrameReader } from '../../../landmarker/frame-reader.ts'
import { isPixelImage } from '../../../landmarker/pixel-image.ts'
import type { Frame } from '../../../landmarker/source.ts'
import { SRGB } from '../../../landmarker/srgb.ts'

/** Picture of a frame: the frame itself, or a canvas with its pixels. */
export type FramePicture = Frame | OffscreenCanvas

/**
 * Turns frames into pictures that leave nothing behind when they are drawn. Of a VideoFrame that a canvas draws,
 * Chromium without graphics hardware keeps the decoded picture, up to 1,000 of them or 512 MB in shared memory; pixels
 * that are read take none.
 */
export class FramePixels {
  readonly #reader = new FrameReader()
  #canvas: OffscreenCanvas | undefined
  #last: Promise<unknown> = Promise.resolve()

  /**
   * Calls `draw` with a picture of the frame, which is valid during that call. Frames are drawn in the order of the
   * calls, and may be closed meanwhile.
   */
  async draw(frame: Frame, draw: (picture: FramePicture) => void): Promise<void> {
    if (!('displayWidth' in frame)) return draw(frame)
    const kept = frame.clone()
    const drawn = this.#last.then(async () => {
      try {
        draw(await this.#read(kept))
      } finally {
        kept.close()
      }
    })
    this.#last = drawn.catch(() => undefined)
    await drawn
  }

  async #read(frame: VideoFrame): Promise<FramePicture> {
    const image = await this.#reader.read(frame)
    if (!isPixelImage(image)) return frame
    const { data, width, height } = image
    if (this.#canvas?.width !== width || this.#canvas.height !== height)
      this.#canvas = new OffscreenCanvas(width, height)
    const context = this.#canvas.getContext('2d', SRGB)
    if (!context) return frame
    context.putImageData(new ImageData(data, width, height), 0, 0)
    return this.#canvas
  }
}
