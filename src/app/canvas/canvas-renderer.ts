import type { Landmarker } from '../../landmarker/landmarker.ts'
import { sizeOf } from '../../landmarker/source.ts'
import { renderImage, type RenderOptions, type AnalysedImage } from './render-image.ts'
import { SRGB } from '../../landmarker/srgb.ts'

/** The canvas and the last picture on it. */
export class CanvasRenderer {
  #canvas: HTMLCanvasElement | undefined
  #image: AnalysedImage | undefined
  #frames = 0

  /** The picture on the screen, if there is one. */
  get image(): AnalysedImage | undefined {
    return this.#image
  }

  attach(canvas: HTMLCanvasElement | undefined): void {
    this.#canvas = canvas
  }

  /** A new picture; `redraw` draws it. */
  show(image: AnalysedImage): void {
    this.#image = image
    this.#frames++
  }

  /** Draws the last picture again: another size, another layer. */
  redraw(options: Omit<RenderOptions, 'unit'>, landmarker: Landmarker | undefined): void {
    if (!this.#canvas || !this.#image) return
    const { source, faces } = this.#image
    const panels = renderImage(this.#canvas, this.#image, { ...options, unit: devicePixelRatio })
    if (panels.length === 0) return
    window.wingmark = {
      faces,
      ...sizeOf(source),
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

  /** Forgets the picture, which is closed elsewhere; it stays on the canvas until the next one. */
  forget(): void {
    this.#image = undefined
  }
}
