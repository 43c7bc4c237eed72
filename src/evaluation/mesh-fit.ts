import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import type { Point } from '../geometry/point.ts'
import type { WeightedVertex } from './mesh-mapping.ts'
import { computeInterOcular } from './nme.ts'

/** Mesh that a method found on a face, and the true landmarks of the face, both in pixels of the photo. */
export interface MeshSample {
  readonly mesh: readonly Point[]
  readonly truth: readonly Point[]
}

/** Weight of the squares of the weights, against large ones of opposite signs; in squared inter-ocular distances per face. */
const RIDGE = 1e-5

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)

/** Subtracts from `column` its part along `direction`, which has length 1. */
function removeDirection(column: Float64Array, direction: Float64Array): void {
  const along = dot(column, direction)
  for (let i = 0; i < column.length; i++) column[i]! -= along * direction[i]!
}

/** Solves for the weights of `columns` whose sum is nearest to `target`, by ridge regression. */
function solveWeights(columns: readonly Float64Array[], target: Float64Array): number[] {
  const gram = Matrix.zeros(columns.length, columns.length)
  for (const [i, a] of columns.entries())
    for (const [j, b] of columns.entries())
      gram.set(i, j, dot(a, b) + (i === j ? (RIDGE * target.length) / 2 : 0))
  const right = Matrix.columnVector(columns.map((column) => dot(column, target)))
  return new CholeskyDecomposition(gram).solve(right).to1DArray()
}

/**
 * Fits one landmark as a weighted mean of `count` vertices: the nearest vertex, then greedily the one that most
 * reduces the rest (orthogonal matching pursuit, Pati et al. 1993). columns: x and y of each vertex on all faces.
 */
function fitLandmark(
  columns: readonly Float64Array[],
  target: Float64Array,
  count: number,
): WeightedVertex[] {
  const measure = (column: Float64Array) =>
    column.reduce((sum, value, i) => sum + (value - target[i]!) ** 2, 0)
  const errors = columns.map(measure)
  const anchor = errors.indexOf(Math.min(...errors))
  const fromAnchor = (column: Float64Array) => column.map((value, i) => value - columns[anchor]![i]!)
  const offsets = columns.map(fromAnchor)
  const wanted = fromAnchor(target)
  const rest = wanted.slice()
  const left = offsets.map((column) => column.slice())
  const chosen: number[] = []
  while (chosen.length < count - 1) {
    const gains = left.map((column, j) =>
      j === anchor || chosen.includes(j) ? -1 : dot(column, rest) ** 2 / Math.max(dot(column, column), 1e-9),
    )
    const best = gains.indexOf(Math.max(...gains))
    const length = Math.sqrt(dot(left[best]!, left[best]!))
    const direction = left[best]!.map((value) => value / length)
    for (const column of [...left, rest]) removeDirection(column, direction)
    chosen.push(best)
  }
  const weights = solveWeights(
    chosen.map((vertex) => offsets[vertex]!),
    wanted,
  )
  const anchorWeight = 1 - weights.reduce((sum, weight) => sum + weight, 0)
  return [[anchor, anchorWeight], ...chosen.map((vertex, i): WeightedVertex => [vertex, weights[i]!])]
}

/**
 * Fits the mapping from the first `vertexCount` vertices of a mesh to 68 landmarks: each a weighted mean of
 * `count` vertices, whose weights have the sum 1. Faces count alike, whatever their size.
 */
export function fitMapping(
  samples: readonly MeshSample[],
  count: number,
  vertexCount = 468,
): WeightedVertex[][] {
  const scales = samples.map(({ truth }) => computeInterOcular(truth))
  const toColumn = (points: readonly Point[]) =>
    Float64Array.from(points.flatMap(([x, y], i) => [x / scales[i]!, y / scales[i]!]))
  const columns = Array.from({ length: vertexCount }, (_, vertex) =>
    toColumn(samples.map(({ mesh }) => mesh[vertex]!)),
  )
  return samples[0]!.truth.map((_, landmark) =>
    fitLandmark(columns, toColumn(samples.map(({ truth }) => truth[landmark]!)), count),
  )
}
