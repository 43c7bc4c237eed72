import type { Point } from '../../../geometry/point.ts'
import { computeAnnotationSquare } from '../../../geometry/square.ts'
import type { DatasetFile } from '../../media/dataset/dataset.ts'
import type { AnnotatedFace } from '../../media/dataset/dataset-photos.ts'
import { THUMBNAIL_MARGIN, createThumbnail } from '../../media/dataset/thumbnail.ts'

/** Thumbnail of a face with its landmarks in units of the thumbnail's side. */
export interface FaceThumbnail extends AnnotatedFace {
  /** Object URL; revoked by whoever drops the thumbnail. */
  readonly url: string
  readonly trueDots: readonly Point[]
  /** Predicted landmarks by variant; undefined if the face was not found. */
  readonly foundDots: Readonly<Record<string, readonly Point[] | undefined>>
}

export async function createFaceThumbnail(
  source: DatasetFile,
  photo: ImageBitmap,
  truth: readonly Point[],
  found: Readonly<Record<string, readonly Point[] | undefined>>,
): Promise<FaceThumbnail> {
  const { centre, side } = computeAnnotationSquare(truth)
  const whole = side * THUMBNAIL_MARGIN
  const dots = (points: readonly Point[]) =>
    points.map(([x, y]): Point => [(x - centre[0]) / whole + 0.5, (y - centre[1]) / whole + 0.5])
  return {
    source,
    url: URL.createObjectURL(await createThumbnail(photo, truth)),
    truth,
    trueDots: dots(truth),
    foundDots: Object.fromEntries(
      Object.entries(found).map(([variant, points]) => [variant, points && dots(points)]),
    ),
  }
}
