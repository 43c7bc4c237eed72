import type { Point } from '../../../geometry/point.ts'
import { computeAnnotationSquare } from '../../../geometry/square.ts'
import { SRGB } from '../../../landmarker/srgb.ts'

/** Side in pixels: twice what it is drawn at, for fine screens. */
const SIDE = 224
/** Side per side of the landmarks' box, so that points that are far off are still seen. */
export const PORTRAIT_MARGIN = 1.5

/** The face's surroundings as a small JPEG; what lies outside of the photo is grey. */
export async function portraitOf(photo: ImageBitmap, truth: readonly Point[]): Promise<Blob> {
  const { centre, side } = computeAnnotationSquare(truth)
  const scale = SIDE / (side * PORTRAIT_MARGIN)
  const canvas = new OffscreenCanvas(SIDE, SIDE)
  const context = canvas.getContext('2d', SRGB)
  if (!context) throw new Error('this browser gave no 2D canvas')
  context.fillStyle = '#808080'
  context.fillRect(0, 0, SIDE, SIDE)
  context.imageSmoothingQuality = 'high'
  context.setTransform(scale, 0, 0, scale, SIDE / 2 - centre[0] * scale, SIDE / 2 - centre[1] * scale)
  context.drawImage(photo, 0, 0)
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 })
}
