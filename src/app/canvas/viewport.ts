import type { Point } from '../../geometry/point.ts'

/** Rectangle of the canvas, in its pixels. */
export interface Area {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Transform from image pixels to canvas pixels: scale, translation and optional horizontal mirroring. */
export interface Viewport {
  readonly scale: number
  readonly left: number
  readonly top: number
  /** Width of the drawn image in canvas pixels. */
  readonly width: number
  readonly mirrored: boolean
}

/** Width and height. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Fits a part of an image into an area, centred and without cutting it off. */
export function fitViewport(area: Area, part: Area, imageWidth: number, mirrored: boolean): Viewport {
  const scale = Math.min(area.width / part.width, area.height / part.height)
  const width = imageWidth * scale
  // Drawn distance from the image's left edge to the part's, or from the right edge if mirrored.
  const before = mirrored ? width - (part.left + part.width) * scale : part.left * scale
  return {
    scale,
    left: area.left + (area.width - part.width * scale) / 2 - before,
    top: area.top + (area.height - part.height * scale) / 2 - part.top * scale,
    width,
    mirrored,
  }
}

/** Maps a point from image to canvas pixels. */
export function toCanvasPoint({ scale, left, top, width, mirrored }: Viewport, [x, y]: Point): Point {
  return [left + (mirrored ? width - x * scale : x * scale), top + y * scale]
}

/**
 * Divides the canvas into a grid of `count` equal areas, with the number of columns that shows the image
 * largest.
 */
export function gridAreas(canvas: Size, image: Size, count: number, gap: number): Area[] {
  let best: { scale: number; columns: number } | undefined
  for (let columns = 1; columns <= count; columns++) {
    const { width, height } = cellSize(canvas, columns, Math.ceil(count / columns), gap)
    const scale = Math.min(width / image.width, height / image.height)
    if (!best || scale > best.scale) best = { scale, columns }
  }
  const columns = best?.columns ?? 1
  const { width, height } = cellSize(canvas, columns, Math.ceil(count / columns), gap)
  return Array.from({ length: count }, (_, i) => ({
    left: (i % columns) * (width + gap),
    top: Math.floor(i / columns) * (height + gap),
    width,
    height,
  }))
}

function cellSize({ width, height }: Size, columns: number, rows: number, gap: number): Size {
  return { width: (width - gap * (columns - 1)) / columns, height: (height - gap * (rows - 1)) / rows }
}
