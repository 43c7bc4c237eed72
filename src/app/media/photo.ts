import { CONVERT_COLOURS, SRGB } from '../../landmarker/srgb.ts'
import { TEXT } from '../ui/text.ts'

/** Maximum photo size: 134 million pixels, 0.5 GB decoded; phones have up to 108 million. */
export const MAX_PHOTO_PIXELS = 2 ** 27

/** The photo could not be loaded; `message` is meant for the user. */
export class PhotoError extends Error {}

const SVG_TYPE = 'image/svg+xml'

/**
 * Reads the declared size from the header, since a few bytes can declare gigabytes of pixels; undefined if
 * there is none.
 */
export async function readDeclaredSize(file: Blob): Promise<{ width: number; height: number } | undefined> {
  const image = new Image()
  const url = URL.createObjectURL(file)
  try {
    const read = new Promise<boolean>((resolve) => {
      image.onload = () => resolve(true)
      image.onerror = () => resolve(false)
    })
    // Reads only the header; pixels are decoded when the image is drawn.
    image.src = url
    return (await read) ? { width: image.naturalWidth, height: image.naturalHeight } : undefined
  } finally {
    image.removeAttribute('src')
    URL.revokeObjectURL(url)
  }
}

/** True for JPEG, which has no transparency. Checks the first bytes because the name may be wrong. */
async function isJpeg(file: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  return first === 0xff && second === 0xd8
}

/**
 * Draws a bitmap on white.
 * @throws Error if no canvas can be that large
 */
function flattenOnWhite(bitmap: ImageBitmap): ImageBitmap {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  const context = canvas.getContext('2d', SRGB)
  if (!context) throw new Error(TEXT.shell.noCanvas)
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(bitmap, 0, 0)
  return canvas.transferToImageBitmap()
}

function describeReadFailure(file: Blob, name: string): string {
  if (file.size === 0) return TEXT.media.photoErrors.empty(name)
  if (file.type === SVG_TYPE) {
    return TEXT.media.photoErrors.drawing(name)
  }
  if (/^image\/hei[cf]/.test(file.type) || /\.hei[cf]$/i.test(name)) {
    return TEXT.media.photoErrors.heic(name)
  }
  if (file.type.startsWith('image/')) {
    return TEXT.media.photoErrors.unreadable(name)
  }
  return TEXT.media.photoErrors.notImage(name)
}

/**
 * Decodes a photo with its EXIF rotation applied and transparency on white. The caller closes it.
 * @throws PhotoError for the user
 */
export async function readPhoto(file: Blob, name: string): Promise<ImageBitmap> {
  if (file.size === 0 || file.type === SVG_TYPE) throw new PhotoError(describeReadFailure(file, name))
  const claimed = await readDeclaredSize(file)
  if (claimed && claimed.width * claimed.height > MAX_PHOTO_PIXELS) {
    const maxMillions = Math.round(MAX_PHOTO_PIXELS / 1e6)
    throw new PhotoError(TEXT.media.photoErrors.tooLarge(name, claimed.width, claimed.height, maxMillions))
  }
  let bitmap: ImageBitmap
  try {
    bitmap = await createImageBitmap(file, { ...CONVERT_COLOURS, imageOrientation: 'from-image' })
  } catch (error) {
    throw new PhotoError(describeReadFailure(file, name), { cause: error })
  }
  if (await isJpeg(file)) return bitmap
  const { width, height } = bitmap
  try {
    return flattenOnWhite(bitmap)
  } catch (error) {
    throw new PhotoError(TEXT.media.photoErrors.undrawable(name, width, height), { cause: error })
  } finally {
    bitmap.close()
  }
}
