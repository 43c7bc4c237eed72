import type { Landmarker } from '../../landmarker/landmarker.ts'
import { getSourceSize } from '../../landmarker/source.ts'
import { renderImage, type RenderOptions, type AnalysedImage } from './render-image.ts'
import { SRGB } from '../../landmarker/srgb.ts'

/** Draws the last picture on a canvas, again and again as size and options change. */
export class CanvasRenderer {
  #canvas: HTMLCanvasElement | undefined
  #image: AnalysedImage | undefined
  #frames = 0

  /** Last picture; undefined if there is none. */
  get image(): AnalysedImage | undefined {
    return this.#image
  }

  attach(canvas: HTMLCanvasElement | undefined): void {
    this.#canvas = canvas
  }

  /** Replaces the picture; `redraw` draws it. */
  show(image: AnalysedImage): void {
    this.#image = image
    this.#frames++
  }

  /** Draws the last picture, with the current canvas size and options. */
  redraw(options: Omit<RenderOptions, 'unit'>, landmarker: Landmarker | undefined): void {
    if (!this.#canvas || !this.#image) return
    const { source, faces } = this.#image
    const panels = renderImage(this.#canvas, this.#image, { ...options, unit: devicePixelRatio })
    if (!__TEST_PROBES__ || panels.length === 0) return
    window.wingmark = {
      faces,
      ...getSourceSize(source),
      viewport: panels[0].viewport,
      panels,
      frames: this.#frames,
      backend: landmarker?.backend.name ?? '',
      place: landmarker?.place,
      tensors: landmarker?.tensors ?? 0,
      gpuBytes: landmarker?.gpuBytes,
    }
  }

  clear(): void {
    this.#image = undefined
    const context = this.#canvas?.getContext('2d', SRGB)
    if (this.#canvas) context?.clearRect(0, 0, this.#canvas.width, this.#canvas.height)
  }

  /** Drops the picture, which the caller closes; the canvas keeps its pixels until the next one. */
  dropImage(): void {
    this.#image = undefined
  }
}
