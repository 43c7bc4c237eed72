import type { Landmarker } from '../../landmarker/landmarker.ts'
import { getSourceSize } from '../../landmarker/source.ts'
import { drawScene, type SceneOptions, type Shown } from './renderer.ts'
import { SRGB } from '../../landmarker/srgb.ts'

/** The canvas and the last picture on it. */
export class Screen {
  #canvas: HTMLCanvasElement | undefined
  #shown: Shown | undefined
  #frames = 0

  /** The picture on the screen, if there is one. */
  get shown(): Shown | undefined {
    return this.#shown
  }

  attach(canvas: HTMLCanvasElement | undefined): void {
    this.#canvas = canvas
  }

  /** A new picture; `redraw` draws it. */
  show(shown: Shown): void {
    this.#shown = shown
    this.#frames++
  }

  /** Draws the last picture again: another size, another layer. */
  redraw(scene: Omit<SceneOptions, 'unit'>, landmarker: Landmarker | undefined): void {
    if (!this.#canvas || !this.#shown) return
    const { source, faces } = this.#shown
    const panels = drawScene(this.#canvas, this.#shown, { ...scene, unit: devicePixelRatio })
    if (panels.length === 0) return
    window.wingmark = {
      faces,
      ...getSourceSize(source),
      view: panels[0].view,
      panels,
      frames: this.#frames,
      backend: landmarker?.backend.name ?? '',
      place: landmarker?.place,
      tensors: landmarker?.tensors ?? 0,
      gpuBytes: landmarker?.gpuBytes,
    }
  }

  clear(): void {
    this.#shown = undefined
    const context = this.#canvas?.getContext('2d', SRGB)
    if (this.#canvas) context?.clearRect(0, 0, this.#canvas.width, this.#canvas.height)
  }

  /** Forgets the picture, which is closed elsewhere; it stays on the canvas until the next one. */
  forget(): void {
    this.#shown = undefined
  }
}
