import { LandmarkerError } from '../errors.ts'

/** Returns true if a variant is given by the URL of its folder; names contain no slash. */
export const isVariantUrl = (variant: string): boolean => variant.includes('/')

/**
 * Converts the `variant` option to the name used everywhere, including results: the variant's name, or the absolute
 * URL of its folder with a trailing slash, so that relative URLs and those without the slash identify the same
 * variant.
 * @throws LandmarkerError 'weights' if the URL is invalid.
 */
export function identifyVariant(variant: string): string {
  return isVariantUrl(variant) ? toFolderUrl(variant) : variant
}

/**
 * Makes the URL of a variant's folder absolute, with a trailing slash.
 * @throws LandmarkerError 'weights' if it is invalid.
 */
export function toFolderUrl(variant: string): string {
  try {
    const url = new URL(variant, location.href)
    url.hash = ''
    if (!url.pathname.endsWith('/')) url.pathname += '/'
    return url.href
  } catch (error) {
    const message = `The weights of "${variant}" could not be loaded: it is not a valid URL. Use the URL of the folder that contains model.json.`
    throw new LandmarkerError('weights', message, { cause: error })
  }
}
