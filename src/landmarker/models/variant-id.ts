import { LandmarkerError } from '../errors.ts'

/** Whether a variant is given by the address of its folder; names hold no slash. */
export const isAddress = (variant: string): boolean => variant.includes('/')

/**
 * What a variant is called from the option to the result: its name, or the full address of its folder with
 * a slash at the end. So relative addresses, and those without that slash, mean the same variant.
 * @throws LandmarkerError 'weights' if the address cannot be read.
 */
export function identifyVariant(variant: string): string {
  if (!isAddress(variant)) return variant
  try {
    const url = new URL(variant, location.href)
    url.hash = ''
    if (!url.pathname.endsWith('/')) url.pathname += '/'
    return url.href
  } catch (error) {
    const message = `The weights of "${variant}" could not be loaded: it is no address. Give that of the folder which holds their model.json.`
    throw new LandmarkerError('weights', message, { cause: error })
  }
}
