import { getSourceSize, type ImageSource } from '../source.ts'
import { SRGB } from '../srgb.ts'

/** Most pixels of the canvas between a VideoFrame and the texture: one copy for a frame of up to 1080p. */
const MAX_STRIP_PX = 1920 * 1080
const BYTES_PER_PIXEL = 4

/** Images on the GPU, one after the other, in a texture that is kept while their size stays the same. */
export class GpuFrame {
  readonly #device: GPUDevice
  #texture: GPUTexture | undefined
  #strip: OffscreenCanvasRenderingContext2D | undefined

  constructor(device: GPUDevice) {
    this.#device = device
  }

  /** Bytes of the texture and of the canvas. */
  get bytes(): number {
    const { width = 0, height = 0 } = this.#texture ?? {}
    const canvas = this.#strip?.canvas
    return BYTES_PER_PIXEL * (width * height + (canvas ? canvas.width * canvas.height : 0))
  }

  /** Tells if a texture can be as large as this image. */
  fits(source: ImageSource): boolean {
    const { width, height } = getSourceSize(source)
    return Math.max(width, height) <= this.#device.limits.maxTextureDimension2D
  }

  /** The image as a texture rgba8unorm, sRGB, drawn on black; valid until the next call. */
  write(source: ImageSource): GPUTexture {
    const { width, height } = getSourceSize(source)
    if (this.#texture?.width !== width || this.#texture.height !== height) {
      this.dispose()
      this.#texture = this.#device.createTexture({
        size: [width, height],
        format: 'rgba8unorm',
        // A copy of an external image asks for the attachment.
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

  /** Writes a VideoFrame by way of a canvas: not every browser copies one, nor does Chromium in software. */
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
      // Premultiplied colours are those of the image drawn on black.
      { texture, origin: [0, top], colorSpace: 'srgb', premultipliedAlpha: true },
      [texture.width, rows],
    )
  }
}

function createContext(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { ...SRGB, alpha: false })
  if (!context) throw new Error('this browser gave no 2D canvas')
  // Nothing of the strip before shows through.
  context.globalCompositeOperation = 'copy'
  return context
}
