import type { Point } from '../../../geometry/point.ts'
import { computeAnnotationSquare } from '../../../geometry/square.ts'
import { SRGB } from '../../../landmarker/srgb.ts'
import { TEXT } from '../../ui/text.ts'

/** Side of a thumbnail: twice the CSS size, for high-density screens. */
const THUMBNAIL_SIDE_PX = 224
/** Thumbnail side per side of the landmarks' box, so that outlying landmarks are visible. */
export const THUMBNAIL_MARGIN = 1.5

/** Creates a JPEG thumbnail of a face and its surroundings; grey outside of the photo. */
export async function createThumbnail(photo: ImageBitmap, truth: readonly Point[]): Promise<Blob> {
  const { centre, side } = computeAnnotationSquare(truth)
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
