import type { Crop } from '../../geometry/crop.ts'
import { computeCorners } from '../../geometry/square.ts'
import { getSourceSize, type ImageSource } from '../source.ts'
import { SRGB } from '../srgb.ts'
import type { Region } from './sample.ts'

/**
 * Most image pixels that a crop's pixel may span when it is sampled; larger pictures are scaled down first,
 * smoothly. The whole of a picture of 640 pixels, which MediaPipe's runtime was shown, is sampled as it does.
 */
const MAX_PIXEL_SPAN = 5

/** What of an image is read for a crop, in whole pixels of the image, and the size that it is scaled to. */
export interface RegionPlan {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** Pixels of the region, across and down. */
  readonly size: readonly [number, number]
}

/** Plans the region of an image that covers a crop, one pixel more on all sides; undefined if they do not meet. */
export function planRegion(width: number, height: number, crop: Crop): RegionPlan | undefined {
  const corners = computeCorners(crop)
  const xs = corners.map(([x]) => x)
  const ys = corners.map(([, y]) => y)
  const left = Math.max(0, Math.floor(Math.min(...xs)) - 1)
  const top = Math.max(0, Math.floor(Math.min(...ys)) - 1)
  const right = Math.min(width, Math.ceil(Math.max(...xs)) + 1)
  const bottom = Math.min(height, Math.ceil(Math.max(...ys)) + 1)
  if (!(right > left && bottom > top)) return undefined
  const scale = Math.min(1, (MAX_PIXEL_SPAN * crop.size) / crop.side)
  const size = [right - left, bottom - top].map((side) => Math.max(1, Math.round(side * scale)))
  return { left, top, width: right - left, height: bottom - top, size: [size[0], size[1]] }
}

/** Reads the pixels of parts of images. */
export class RegionReader {
  #context: OffscreenCanvasRenderingContext2D | undefined

  /** The region of an image that covers a crop; undefined if they do not meet. */
  read(source: ImageSource, crop: Crop): Region | undefined {
    const image = getSourceSize(source)
    const plan = planRegion(image.width, image.height, crop)
    if (!plan) return undefined
    const { left, top, width, height, size } = plan
    const context = this.#getContext(...size)
    // What is transparent counts as black, and nothing of the picture before shines through.
    context.globalCompositeOperation = 'copy'
    context.fillStyle = '#000'
    context.fillRect(0, 0, ...size)
    context.globalCompositeOperation = 'source-over'
    context.imageSmoothingQuality = 'high'
    context.drawImage(source, left, top, width, height, 0, 0, ...size)
    return {
      pixels: context.getImageData(0, 0, ...size),
      corner: [left, top],
      scale: [size[0] / width, size[1] / height],
    }
  }

  /** A canvas of at least this size. */
  #getContext(width: number, height: number): OffscreenCanvasRenderingContext2D {
    this.#context ??=
      new OffscreenCanvas(width, height).getContext('2d', { ...SRGB, willReadFrequently: true }) ?? undefined
    if (!this.#context) throw new Error('this browser gave no 2D canvas')
    const { canvas } = this.#context
    if (canvas.width < width) canvas.width = width
    if (canvas.height < height) canvas.height = height
    return this.#context
  }
}
