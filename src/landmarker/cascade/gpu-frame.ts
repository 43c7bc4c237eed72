import { getSourceSize, type ImageSource } from '../source.ts'
import { SRGB } from '../srgb.ts'

/** Maximum size of the canvas between a VideoFrame and the texture: frames of up to 1080p take one copy. */
const MAX_STRIP_PX = 1920 * 1080
const BYTES_PER_PIXEL = 4

/** Texture that holds one image after another; it is kept while their size does not change. */
export class GpuFrame {
  readonly #device: GPUDevice
  #texture: GPUTexture | undefined
  #strip: OffscreenCanvasRenderingContext2D | undefined

  constructor(device: GPUDevice) {
    this.#device = device
  }

  /** Bytes of the texture and the canvas. */
  get bytes(): number {
    const { width = 0, height = 0 } = this.#texture ?? {}
    const canvas = this.#strip?.canvas
    return BYTES_PER_PIXEL * (width * height + (canvas ? canvas.width * canvas.height : 0))
  }

  /** Returns true if a texture can hold this image. */
  fits(source: ImageSource): boolean {
    const { width, height } = getSourceSize(source)
    return Math.max(width, height) <= this.#device.limits.maxTextureDimension2D
  }

  /** Writes an image to the texture: rgba8unorm, sRGB, drawn on black. The texture is valid until the next call. */
  write(source: ImageSource): GPUTexture {
    const { width, height } = getSourceSize(source)
    if (this.#texture?.width !== width || this.#texture.height !== height) {
      this.dispose()
      this.#texture = this.#device.createTexture({
        size: [width, height],
        format: 'rgba8unorm',
        // copyExternalImageToTexture requires RENDER_ATTACHMENT.
        usage: GPUTextureUsage.COPY_DST | GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.TEXTURE_BINDING,
      })
    }
    if ('displayWidth' in source) this.#writeInStrips(source, this.#texture)
    else this.#copy(source, this.#texture, 0, height)
    return this.#texture
  }

  dispose(): void {
    this.#texture?.destroy()
    this.#texture = this.#strip = undefined
  }

  /** Writes a VideoFrame through a canvas, because some browsers, and Chromium in software, cannot copy one directly. */
  #writeInStrips(source: VideoFrame, texture: GPUTexture): void {
    const { width, height } = texture
    const rows = Math.max(1, Math.min(height, Math.floor(MAX_STRIP_PX / width)))
    this.#strip ??= createContext(width, rows)
    for (let top = 0; top < height; top += rows) {
      this.#strip.drawImage(source, 0, -top)
      this.#copy(this.#strip.canvas, texture, top, Math.min(rows, height - top))
    }
  }

  /** Copies the first rows of an image to the rows of the texture from `top` on. */
  #copy(source: Exclude<ImageSource, VideoFrame>, texture: GPUTexture, top: number, rows: number): void {
    this.#device.queue.copyExternalImageToTexture(
      { source },
      // Premultiplied colours equal those of the image drawn on black.
      { texture, origin: [0, top], colorSpace: 'srgb', premultipliedAlpha: true },
      [texture.width, rows],
    )
  }
}

function createContext(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { ...SRGB, alpha: false })
  if (!context) throw new Error('this browser provides no 2D canvas')
  // Replaces the previous strip, also where the new one is transparent.
  context.globalCompositeOperation = 'copy'
  return context
}
