import { CONVERT_COLOURS, SRGB } from '../../landmarker/srgb.ts'
import { TEXT } from '../ui/text.ts'
import type { PhotoPart } from './sample-parts.ts'

/**
 * Cuts a part out of a photo.
 * @throws DOMException if the photo cannot be decoded, Error if there is no canvas
 */
export async function cutPhoto(photo: Blob, { x, y, width, height }: PhotoPart): Promise<Blob> {
  const bitmap = await createImageBitmap(photo, x, y, width, height, CONVERT_COLOURS)
  try {
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d', SRGB)
    if (!context) throw new Error(TEXT.shell.noCanvas)
    context.drawImage(bitmap, 0, 0)
    return await canvas.convertToBlob({ type: 'image/png' })
  } finally {
    bitmap.close()
  }
}
