/**
 * Canvas settings for sRGB pixels, like those of the photos that the networks were trained on. It is the browsers'
 * default, but code that reads pixels states it.
 */
export const SRGB: CanvasRenderingContext2DSettings = { colorSpace: 'srgb' }

/** Bitmap options that convert the image from its embedded colour space instead of taking its numbers unchanged. */
export const CONVERT_COLOURS: ImageBitmapOptions = { colorSpaceConversion: 'default' }
