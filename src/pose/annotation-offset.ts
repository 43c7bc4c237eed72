import { ANNOTATION_OFFSET, MEAN_SHAPE } from '../geometry/face.ts'
import type { Point } from '../geometry/point.ts'
import { applySimilarity, fitSimilarity } from '../geometry/similarity.ts'

/**
 * Takes the annotators' habit off landmarks of a face, in pixels: people placed those of 300W half a percent of the
 * face's size to the right of where a symmetric face has them, and networks trained on 300W do the same. Left in, it
 * adds half a degree to the yaw (docs/experiments/mirrored-faces.md).
 * @param isUsed - tells which landmarks are good enough to find the face's size and roll by.
 */
export function removeAnnotationOffset(
  landmarks: readonly Point[],
  isUsed: (landmark: number) => boolean,
): Point[] {
  const used = landmarks.flatMap((_, i) => (isUsed(i) ? [i] : []))
  const { a, b } = fitSimilarity(
    used.map((i) => MEAN_SHAPE[i]!),
    used.map((i) => landmarks[i]!),
  )
  return landmarks.map(([x, y], i) => {
    const [dx, dy] = applySimilarity({ a, b, tx: 0, ty: 0 }, ANNOTATION_OFFSET[i]!)
    return [x - dx, y - dy]
  })
}
