import { computeCentroid, rotate, type Point } from '../geometry/point.ts'
import { fitSimilarity, computeRoll } from '../geometry/similarity.ts'

/** Landmarks of one face, in the same order for all shapes. */
export type Shape = readonly Point[]

/** Moves a shape's centroid to the origin and scales it to a Frobenius norm of 1. */
export function normalizeShape(shape: Shape): Point[] {
  const [cx, cy] = computeCentroid(shape)
  const moved = shape.map(([x, y]): Point => [x - cx, y - cy])
  const norm = Math.sqrt(moved.reduce((sum, [x, y]) => sum + x * x + y * y, 0))
  return moved.map(([x, y]): Point => [x / norm, y / norm])
}

/** Normalises a shape and rotates it onto `mean`, without reflection. */
export function alignShape(shape: Shape, mean: Shape): Point[] {
  const own = normalizeShape(shape)
  const roll = computeRoll(fitSimilarity(mean, own))
  return own.map((point) => rotate(point, -roll))
}

/** Computes the mean of shapes, landmark by landmark. */
export function computeMeanShape(shapes: readonly Shape[]): Point[] {
  return shapes[0]!.map((_, i) => computeCentroid(shapes.map((shape) => shape[i]!)))
}

/**
 * Aligns shapes by generalised Procrustes analysis; returns them and their mean, of norm 1. The mean starts as the
 * first shape and keeps its rotation. Same steps as `procrustes` in training/balance.py.
 */
export function computeProcrustes(
  shapes: readonly Shape[],
  rounds = 100,
): { aligned: Point[][]; mean: Point[] } {
  const first = normalizeShape(shapes[0]!)
  let mean = first
  for (let round = 0; round < rounds; round++) {
    const aligned = shapes.map((shape) => alignShape(shape, mean))
    const next = alignShape(computeMeanShape(aligned), first)
    const moved = next.reduce(
      (most, [x, y], i) => Math.max(most, Math.abs(x - mean[i]![0]), Math.abs(y - mean[i]![1])),
      0,
    )
    mean = next
    if (moved < 1e-12) break
  }
  return { aligned: shapes.map((shape) => alignShape(shape, mean)), mean }
}
