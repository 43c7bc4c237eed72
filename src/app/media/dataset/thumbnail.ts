import type { Point } from '../../../geometry/point.ts'
import { squareOfAnnotation } from '../../../geometry/square.ts'
import { SRGB } from '../../../landmarker/srgb.ts'
import { TEXT } from '../../ui/text.ts'

/** Side in pixels: twice what it is drawn at, for fine screens. */
const THUMBNAIL_SIDE_PX = 224
/** Side per side of the landmarks' box, so that points that are far off are still seen. */
export const THUMBNAIL_MARGIN = 1.5

/** The face's surroundings as a small JPEG; what lies outside of the photo is grey. */
export async function createThumbnail(photo: ImageBitmap, truth: readonly Point[]): Promise<Blob> {
  const { centre, side } = squareOfAnnotation(truth)
  const scale = THUMBNAIL_SIDE_PX / (side * THUMBNAIL_MARGIN)
  const canvas = new OffscreenCanvas(THUMBNAIL_SIDE_PX, THUMBNAIL_SIDE_PX)
  const context = canvas.getContext('2d', SRGB)
  if (!context) throw new Error(TEXT.shell.noCanvas)
  context.fillStyle = '#808080'
  context.fillRect(0, 0, THUMBNAIL_SIDE_PX, THUMBNAIL_SIDE_PX)
  context.imageSmoothingQuality = 'high'
  context.setTransform(
    scale,
    0,
    0,
    scale,
    THUMBNAIL_SIDE_PX / 2 - centre[0] * scale,
    THUMBNAIL_SIDE_PX / 2 - centre[1] * scale,
  )
  context.drawImage(photo, 0, 0)
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 })
}
