import { DETECTOR_GEOMETRY, MEAN_SHAPE } from './face.ts'
import { rotate, type Point } from './point.ts'
import { fitSimilarity, computeRoll } from './similarity.ts'

/**
 * An upright square around a face, in pixels of an image.
 * `side` is the longer side of the landmarks' box along the face's own axes, without crop margin;
 * `roll` is the face's in-plane rotation in radians, clockwise on screen when positive.
 */
export interface Square {
  readonly centre: Point
  readonly side: number
  readonly roll: number
}

/** Its corners in the image, from the face's own top left on, clockwise. */
export function computeCorners({ centre: [x, y], side, roll }: Square): Point[] {
  const half = side / 2
  const corners: Point[] = [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
  ]
  return corners.map((corner) => {
    const [dx, dy] = rotate(corner, roll)
    return [x + dx, y + dy]
  })
}

/** The square around landmarks seen upright at a given roll. */
export function computeSquareAtRoll(landmarks: readonly Point[], roll: number): Square {
  let left = Infinity
  let top = Infinity
  let right = -Infinity
  let bottom = -Infinity
  for (const point of landmarks) {
    const [x, y] = rotate(point, -roll)
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return {
    centre: rotate([(left + right) / 2, (top + bottom) / 2], roll),
    side: Math.max(right - left, bottom - top),
    roll,
  }
}

/**
 * The square of a face with these 68 landmarks: its roll is that of the similarity that lays the
 * mean shape on them, its box is theirs at that roll. The mean shape's own box would be steadier,
 * but a turned head shifts it by 0.11 sides and cuts off the far jaw (see training/face.py).
 */
export function computeLandmarkSquare(landmarks: readonly Point[]): Square {
  return computeSquareAtRoll(landmarks, computeRoll(fitSimilarity(MEAN_SHAPE, landmarks)))
}

/**
 * The start that evaluation calls "annotated": the axis-aligned box of the landmarks, longer side,
 * no knowledge of the roll. Same rule as the validation of training/train.py.
 */
export function computeAnnotationSquare(landmarks: readonly Point[]): Square {
  return computeSquareAtRoll(landmarks, 0)
}

/** A detected face: centre and size of the box, and the eyes' centres, left eye *in the image* first. */
export interface Detection {
  readonly centre: Point
  readonly size: number
  readonly eyes: readonly [Point, Point]
  readonly model: 'short' | 'full'
  /** Probability of a face by the detector; undefined where it does not tell. */
  readonly score?: number
}

/** The square of a detection: roll from the eye line, box moved to where the landmarks' box lies. */
export function computeDetectionSquare({ centre, size, eyes, model }: Detection): Square {
  const roll = Math.atan2(eyes[1][1] - eyes[0][1], eyes[1][0] - eyes[0][0])
  const geometry = DETECTOR_GEOMETRY[model]
  const side = size / geometry.size
  const [dx, dy] = rotate(geometry.offset, roll)
  return { centre: [centre[0] - dx * side, centre[1] - dy * side], side, roll }
}
