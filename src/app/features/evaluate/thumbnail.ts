import type { Point } from '../../../geometry/point.ts'
import { computeAnnotationSquare } from '../../../geometry/square.ts'
import type { Source } from '../../media/dataset/dataset.ts'
import type { MarkedFace } from '../../media/dataset/faces.ts'
import { PORTRAIT_MARGIN, portraitOf } from '../../media/dataset/thumbnail.ts'

/** A small picture of a face, and its points in units of the picture's side. */
export interface Thumbnail extends MarkedFace {
  /** An object URL: whoever drops the thumbnail revokes it. */
  readonly url: string
  readonly trueDots: readonly Point[]
  /** By variant; undefined where the face was not found. */
  readonly foundDots: Readonly<Record<string, readonly Point[] | undefined>>
}

export async function thumbnailOf(
  source: Source,
  photo: ImageBitmap,
  truth: readonly Point[],
  found: Readonly<Record<string, readonly Point[] | undefined>>,
): Promise<Thumbnail> {
  const { centre, side } = computeAnnotationSquare(truth)
  const whole = side * PORTRAIT_MARGIN
  const dots = (points: readonly Point[]) =>
    points.map(([x, y]): Point => [(x - centre[0]) / whole + 0.5, (y - centre[1]) / whole + 0.5])
  return {
    source,
    url: URL.createObjectURL(await portraitOf(photo, truth)),
    truth,
    trueDots: dots(truth),
    foundDots: Object.fromEntries(
      Object.entries(found).map(([variant, points]) => [variant, points && dots(points)]),
    ),
  }
}
