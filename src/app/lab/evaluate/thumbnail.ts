import type { Point } from '../../../geometry/point.ts'
import { squareOfAnnotation } from '../../../geometry/square.ts'
import type { Source } from '../dataset/dataset.ts'
import type { MarkedFace } from '../xray/marked.ts'

/** A small picture of a face, and its points in units of the picture's side. */
export interface Thumbnail extends MarkedFace {
  /** An object URL: whoever drops the thumbnail revokes it. */
  readonly url: string
  readonly trueDots: readonly Point[]
  /** By variant; undefined where the face was not found. */
  readonly foundDots: Readonly<Record<string, readonly Point[] | undefined>>
}

/** Side in pixels: twice what it is drawn at, for fine screens. */
const SIDE = 224
/** Side per side of the landmarks' box, so that points that are far off are still seen. */
const MARGIN = 1.5

/** The face's surroundings as a small JPEG; what lies outside of the photo is grey. */
export async function pictureOf(photo: ImageBitmap, truth: readonly Point[], side = SIDE): Promise<Blob> {
  const { centre, side: face } = squareOfAnnotation(truth)
  const scale = side / (face * MARGIN)
  const canvas = new OffscreenCanvas(side, side)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser gave no 2D canvas')
  context.fillStyle = '#808080'
  context.fillRect(0, 0, side, side)
  context.imageSmoothingQuality = 'high'
  context.setTransform(scale, 0, 0, scale, side / 2 - centre[0] * scale, side / 2 - centre[1] * scale)
  context.drawImage(photo, 0, 0)
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 })
}

export async function thumbnailOf(
  source: Source,
  photo: ImageBitmap,
  truth: readonly Point[],
  found: Readonly<Record<string, readonly Point[] | undefined>>,
): Promise<Thumbnail> {
  const { centre, side } = squareOfAnnotation(truth)
  const whole = side * MARGIN
  const dots = (points: readonly Point[]) =>
    points.map(([x, y]): Point => [(x - centre[0]) / whole + 0.5, (y - centre[1]) / whole + 0.5])
  return {
    source,
    url: URL.createObjectURL(await pictureOf(photo, truth)),
    truth,
    trueDots: dots(truth),
    foundDots: Object.fromEntries(
      Object.entries(found).map(([variant, points]) => [variant, points && dots(points)]),
    ),
  }
}
