import { computeCentroid, type Point } from './point.ts'

/** Similarity transform x' = a x - b y + tx, y' = b x + a y + ty: rotation, uniform scale, translation; no reflection. */
export interface Similarity {
  readonly a: number
  readonly b: number
  readonly tx: number
  readonly ty: number
}

/**
 * Fits the similarity transform from `shape` to `points` by least squares (Umeyama 1991 in two dimensions;
 * linear in `points`). Both hold the same landmarks in the same order, at least two of them distinct.
 * @throws RangeError if the lengths differ.
 */
export function fitSimilarity(shape: readonly Point[], points: readonly Point[]): Similarity {
  if (shape.length !== points.length) {
    throw new RangeError(`cannot fit ${shape.length} points to ${points.length}`)
  }
  const [sx, sy] = computeCentroid(shape)
  const [px, py] = computeCentroid(points)
  let dot = 0
  let cross = 0
  let norm = 0
  for (let i = 0; i < shape.length; i++) {
    const qx = shape[i]![0] - sx
    const qy = shape[i]![1] - sy
    const rx = points[i]![0] - px
    const ry = points[i]![1] - py
    dot += qx * rx + qy * ry
    cross += qx * ry - qy * rx
    norm += qx * qx + qy * qy
  }
  const a = dot / norm
  const b = cross / norm
  return { a, b, tx: px - (a * sx - b * sy), ty: py - (b * sx + a * sy) }
}

/** Computes the rotation angle of a similarity in radians, in (-pi, pi]. */
export function computeRoll({ a, b }: Similarity): number {
  return Math.atan2(b, a)
}

/** Applies a similarity transform to a point. */
export function applySimilarity({ a, b, tx, ty }: Similarity, [x, y]: Point): Point {
  return [a * x - b * y + tx, b * x + a * y + ty]
}
