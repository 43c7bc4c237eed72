import { getSourceSize, type ImageSource } from './source.ts'
import { SRGB } from './srgb.ts'

/** Rows of the scaled image drawn at once. */
const STRIP_ROWS = 64

/**
 * Scales an image down so that its longer side has `longestSide` pixels; returns a smaller image unchanged. The image
 * is drawn in strips at twice the target size and then halved. The browser's own high-quality smoothing would keep
 * smaller copies of the whole image, which takes a third more memory.
 */
export function scaleDown(source: ImageSource, longestSide: number): ImageSource {
  const image = getSourceSize(source)
  const scale = longestSide / Math.max(image.width, image.height)
  if (scale >= 1) return source
  const width = Math.max(1, Math.round(image.width * scale))
  const height = Math.max(1, Math.round(image.height * scale))
  const factor = 2 * scale < 1 ? 2 : 1
  const target = createContext(width, height)
  const strip = createContext(factor * width, factor * Math.min(STRIP_ROWS, height))
  for (let top = 0; top < height; top += STRIP_ROWS) {
    const rows = Math.min(STRIP_ROWS, height - top)
    const from = (top * image.height) / height
    const size = [factor * width, factor * rows] as const
    strip.drawImage(source, 0, from, image.width, (rows * image.height) / height, 0, 0, ...size)
    target.drawImage(strip.canvas, 0, 0, ...size, 0, top, width, rows)
  }
  // Frees the canvas's pixels now instead of at the next garbage collection.
  strip.canvas.width = strip.canvas.height = 0
  return target.canvas
}

function createContext(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { ...SRGB, willReadFrequently: true, alpha: false })
  if (!context) throw new Error('this browser provides no 2D canvas')
  context.imageSmoothingQuality = 'low'
  return context
}
