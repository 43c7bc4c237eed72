import type { Crop } from '../../geometry/crop.ts'
import { computeCorners } from '../../geometry/square.ts'
import { halvePixels, isPixelImage, type CropSource, type PixelImage } from '../pixel-image.ts'
import { getSourceSize } from '../source.ts'
import { SRGB } from '../srgb.ts'
import type { Region } from '../sample-crop.ts'

/**
 * Maximum number of image pixels per crop pixel when a crop is sampled; larger images are scaled down first, with
 * smoothing. A whole image of 640 pixels stays below the limit, so it is sampled exactly as by MediaPipe's runtime.
 */
const MAX_PIXEL_SPAN = 5

/** Region of an image to read for a crop, in whole pixels of the image, and the size to scale it to. */
export interface RegionPlan {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** Scaled width and height of the region in pixels. */
  readonly size: readonly [number, number]
}

/** Plans the region of an image that covers a crop plus one pixel on all sides; undefined if they do not overlap. */
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
  const scaleSide = (side: number) => Math.max(1, Math.round(side * scale))
  const size = [scaleSide(right - left), scaleSide(bottom - top)] as const
  return { left, top, width: right - left, height: bottom - top, size }
}

/** Reads the pixels of regions of images. */
export class RegionReader {
  #context: OffscreenCanvasRenderingContext2D | undefined

  /** Reads the region of an image that covers a crop; undefined if they do not overlap. */
  read(source: CropSource, crop: Crop): Region | undefined {
    const image = getSourceSize(source)
    const plan = planRegion(image.width, image.height, crop)
    if (!plan) return undefined
    if (isPixelImage(source)) return scalePixels(source, crop)
    const { left, top, width, height, size } = plan
    const context = this.#getContext(...size)
    // Draws transparent pixels on black instead of on the previous image.
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

  /** Gets the canvas context, enlarged to at least this size. */
  #getContext(width: number, height: number): OffscreenCanvasRenderingContext2D {
    this.#context ??=
      new OffscreenCanvas(width, height).getContext('2d', { ...SRGB, willReadFrequently: true }) ?? undefined
    if (!this.#context) throw new Error('this browser provides no 2D canvas')
    const { canvas } = this.#context
    if (canvas.width < width) canvas.width = width
    if (canvas.height < height) canvas.height = height
    return this.#context
  }
}

/** Halves an image in memory until a crop spans at most `MAX_PIXEL_SPAN` of its pixels per crop pixel. */
function scalePixels(image: PixelImage, crop: Crop): Region {
  let pixels = image
  let scale = 1
  for (; (scale * crop.side) / crop.size > MAX_PIXEL_SPAN; scale /= 2) pixels = halvePixels(pixels)
  return { pixels, corner: [0, 0], scale: [scale, scale] }
}
