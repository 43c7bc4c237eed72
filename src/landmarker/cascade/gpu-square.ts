import {
  add,
  concat,
  div,
  matMul,
  max,
  maximum,
  min,
  mul,
  reshape,
  slice,
  sqrt,
  sub,
  tensor2d,
  tidy,
  unstack,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core'
import { LANDMARK_COUNT, MEAN_SHAPE } from '../../geometry/face.ts'
import { computeCentroid } from '../../geometry/point.ts'
import type { Square } from '../../geometry/square.ts'

/*
 * Squares as tensors (n, 4): centre x, centre y, side cos(roll), side sin(roll), in pixels of the
 * image. Crops and landmarks are linear in these values, so that no read-back is needed between the stages.
 */

/** Converts a square to a row. */
export function toSquareRow({ centre, side, roll }: Square): [number, number, number, number] {
  return [centre[0], centre[1], side * Math.cos(roll), side * Math.sin(roll)]
}

/** Converts a row to a square. */
export function parseSquareRow(row: ArrayLike<number>): Square {
  const [x, y, p, q] = [row[0]!, row[1]!, row[2]!, row[3]!]
  return { centre: [x, y], side: Math.hypot(p, q), roll: Math.atan2(q, p) }
}

/** Converts landmarks (n, 2 L) in pixels of crops to x (n, L) and y (n, L) in pixels of the image. */
function toImageCoordinates(
  landmarks: Tensor2D,
  squares: Tensor2D,
  margin: number,
  size: number,
): [Tensor2D, Tensor2D] {
  const n = squares.shape[0]
  const local = mul(sub(div(reshape(landmarks, [n, LANDMARK_COUNT, 2]), size), 0.5), margin) as Tensor3D
  const [u, v] = unstack(local, 2) as [Tensor2D, Tensor2D]
  const column = (i: number) => slice(squares, [0, i], [n, 1])
  const [x, y, p, q] = [column(0), column(1), column(2), column(3)]
  return [add(x, sub(mul(u, p), mul(v, q))), add(y, add(mul(u, q), mul(v, p)))]
}

const toColumn = (numbers: number[]) => tensor2d(numbers, [numbers.length, 1])

/** Computes `computeLandmarkSquare` on tensors, for landmarks (n, 2 L) in pixels of the crops of `squares`. */
export function computeLandmarkSquares(
  landmarks: Tensor2D,
  squares: Tensor2D,
  margin: number,
  size: number,
): Tensor2D {
  return tidy(() => {
    const [x, y] = toImageCoordinates(landmarks, squares, margin, size)
    // The mean shape is centred on its bounding box, but the fit needs it centred on its mean.
    const [meanX, meanY] = computeCentroid(MEAN_SHAPE)
    const shapeX = toColumn(MEAN_SHAPE.map((point) => point[0] - meanX))
    const shapeY = toColumn(MEAN_SHAPE.map((point) => point[1] - meanY))
    const a = add(matMul(x, shapeX), matMul(y, shapeY))
    const b = sub(matMul(y, shapeX), matMul(x, shapeY))
    const length = sqrt(add(mul(a, a), mul(b, b)))
    const [cos, sin] = [div(a, length), div(b, length)]
    const along = add(mul(cos, x), mul(sin, y))
    const across = sub(mul(cos, y), mul(sin, x))
    const [left, right] = [min(along, 1, true), max(along, 1, true)]
    const [top, bottom] = [min(across, 1, true), max(across, 1, true)]
    const [cx, cy] = [div(add(left, right), 2), div(add(top, bottom), 2)]
    const side = maximum(sub(right, left), sub(bottom, top))
    return concat(
      [sub(mul(cos, cx), mul(sin, cy)), add(mul(sin, cx), mul(cos, cy)), mul(side, cos), mul(side, sin)],
      1,
    ) as Tensor2D
  })
}
