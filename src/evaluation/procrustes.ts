import { centroid, rotate, type Point } from '../geometry/point.ts'
import { fitSimilarity, rollOf } from '../geometry/similarity.ts'

/** Landmarks of one face, in one order for all shapes. */
export type Shape = readonly Point[]

/** The shape about its centroid, scaled to a Frobenius norm of 1. */
export function normalizeShape(shape: Shape): Point[] {
  const [cx, cy] = centroid(shape)
  const moved = shape.map(([x, y]): Point => [x - cx, y - cy])
  const norm = Math.sqrt(moved.reduce((sum, [x, y]) => sum + x * x + y * y, 0))
  return moved.map(([x, y]): Point => [x / norm, y / norm])
}

/** The shape centred, of norm 1, and turned onto `mean`. No reflection. */
export function alignShape(shape: Shape, mean: Shape): Point[] {
  const own = normalizeShape(shape)
  const roll = rollOf(fitSimilarity(mean, own))
  return own.map((point) => rotate(point, -roll))
}

/** The mean of shapes, landmark by landmark. */
export function computeMeanShape(shapes: readonly Shape[]): Point[] {
  return shapes[0].map((_, i) => centroid(shapes.map((shape) => shape[i])))
}

/**
 * Generalised Procrustes: aligned shapes and their mean, of norm 1. The mean starts at the first shape
 * and ends turned as that one is. Same steps as training/balance.py, `procrustes`.
 */
export function computeProcrustes(
  shapes: readonly Shape[],
  rounds = 100,
): { aligned: Point[][]; mean: Point[] } {
  const first = normalizeShape(shapes[0])
  let mean = first
  for (let round = 0; round < rounds; round++) {
    const aligned = shapes.map((shape) => alignShape(shape, mean))
    const next = alignShape(computeMeanShape(aligned), first)
    const moved = next.reduce(
      (most, [x, y], i) => Math.max(most, Math.abs(x - mean[i][0]), Math.abs(y - mean[i][1])),
      0,
    )
    mean = next
    if (moved < 1e-12) break
  }
  return { aligned: shapes.map((shape) => alignShape(shape, mean)), mean }
}
