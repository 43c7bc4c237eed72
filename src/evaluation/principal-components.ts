import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import type { Point } from '../geometry/point.ts'
import type { Shape } from './procrustes.ts'

/** Principal component of shapes about their mean. */
export interface ShapeComponent {
  /** Direction of norm 1, one vector per landmark; its sign is arbitrary. */
  readonly direction: Shape
  /** Standard deviation of the shapes along the direction. */
  readonly deviation: number
}

/** Computes a shape's coefficient along a component: the dot product of its difference from the mean with the direction. */
export function projectOntoComponent(
  shape: Shape,
  mean: Shape,
  { direction }: Pick<ShapeComponent, 'direction'>,
): number {
  return direction.reduce(
    (sum, [x, y], i) => sum + x * (shape[i]![0] - mean[i]![0]) + y * (shape[i]![1] - mean[i]![1]),
    0,
  )
}

/** Computes the principal components of aligned shapes about their mean, the largest deviation first. */
export function computePrincipalComponents(
  aligned: readonly Shape[],
  mean: Shape,
  count = 10,
): ShapeComponent[] {
  const rows = aligned.map((shape) => shape.flatMap(([x, y], i) => [x - mean[i]![0], y - mean[i]![1]]))
  const data = new Matrix(rows)
  const covariance = data.transpose().mmul(data).div(aligned.length)
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  })
  return realEigenvalues
    .map((value, column) => ({ value, column }))
    .sort((p, q) => q.value - p.value)
    .slice(0, count)
    .map(({ value, column }) => {
      const vector = eigenvectorMatrix.getColumn(column)
      return {
        direction: mean.map((_, i): Point => [vector[2 * i]!, vector[2 * i + 1]!]),
        deviation: Math.sqrt(Math.max(0, value)),
      }
    })
}
