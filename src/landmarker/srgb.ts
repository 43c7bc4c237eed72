/**
 * How canvases are asked for: their pixels are sRGB, as those of the photos that the networks were trained on.
 * Browsers mean the same if nothing is said; whoever reads pixels says it.
 */
export const SRGB: CanvasRenderingContext2DSettings = { colorSpace: 'srgb' }

/** How bitmaps are made: by the colour space that the picture says it has, not with its numbers as they stand. */
export const CONVERT_COLOURS: ImageBitmapOptions = { colorSpaceConversion: 'default' }
