import { getSourceSize } from '../landmarker/source.ts'
import { SRGB } from '../landmarker/srgb.ts'
import { drawLandmarks, type DrawOptions, type TrackResult } from '../package/package.ts'

/** Style of the canvas: over its video, and scaled into its box as the browser scales a video. */
export const OVERLAY_STYLE = {
  position: 'absolute',
  inset: '0',
  width: '100%',
  height: '100%',
  objectFit: 'contain',
  pointerEvents: 'none',
} as const

/** Canvas over a video, of the size of its frames, on which the landmarks are drawn. */
export class LandmarkOverlay {
  readonly #canvas: HTMLCanvasElement

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas
  }

  /** Draws the faces of a frame; `false` leaves the canvas empty. */
  show({ frame, faces }: TrackResult, options: DrawOptions | false = {}): void {
    const { width, height } = getSourceSize(frame)
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width
      this.#canvas.height = height
    }
    this.clear()
    const context = this.#canvas.getContext('2d', SRGB)
    if (context && options) drawLandmarks(context, faces, options)
  }

  clear(): void {
    this.#canvas.getContext('2d', SRGB)?.clearRect(0, 0, this.#canvas.width, this.#canvas.height)
  }
}
