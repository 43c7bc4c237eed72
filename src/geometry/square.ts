import { DETECTOR_GEOMETRY, MEAN_SHAPE } from './face.ts'
import { rotate, type Point } from './point.ts'
import { fitSimilarity, computeRoll } from './similarity.ts'

/**
 * Square around a face, aligned with the face, in pixels of an image.
 * `side` is the longer side of the landmarks' bounding box along the face's axes, without crop margin;
 * `roll` is the face's in-plane rotation in radians, clockwise on screen when positive.
 */
export interface Square {
  readonly centre: Point
  readonly side: number
  readonly roll: number
}

/** Computes the corners of a square in the image, clockwise from the top left of the upright face. */
export function computeCorners({ centre: [x, y], side, roll }: Square): [Point, Point, Point, Point] {
  const half = side / 2
  const place = (across: number, down: number): Point => {
    const [dx, dy] = rotate([across, down], roll)
    return [x + dx, y + dy]
  }
  return [place(-half, -half), place(half, -half), place(half, half), place(-half, half)]
}

/** Computes the square around the landmarks' bounding box along axes rotated by `roll`. */
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
 * Computes the square of a face from its 68 landmarks. The roll is that of the similarity fitted from the mean
 * shape to them, the box their bounding box at that roll. The box of the fitted mean shape would be more
 * stable, but a turned head shifts it by 0.11 sides and cuts off the far jaw (see training/face.py).
 */
export function computeLandmarkSquare(landmarks: readonly Point[]): Square {
  return computeSquareAtRoll(landmarks, computeRoll(fitSimilarity(MEAN_SHAPE, landmarks)))
}

/**
 * Computes the start that evaluation calls "annotated": the square around the axis-aligned bounding box of the
 * landmarks, with roll 0. Same rule as the validation of training/train.py.
 */
export function computeAnnotationSquare(landmarks: readonly Point[]): Square {
  return computeSquareAtRoll(landmarks, 0)
}

/** Detected face: centre and side of its box, and the eye centres, the eye on the left *of the image* first. */
export interface Detection {
  readonly centre: Point
  readonly size: number
  readonly eyes: readonly [Point, Point]
  readonly model: 'short' | 'full'
  /** Score of the detector from 0 to 1; undefined for a detector that gives none. */
  readonly score?: number
}

/** Computes the square of a face from its detection: roll from the eye line, box corrected to the landmarks' box. */
export function computeDetectionSquare({ centre, size, eyes, model }: Detection): Square {
  const roll = Math.atan2(eyes[1][1] - eyes[0][1], eyes[1][0] - eyes[0][0])
  const geometry = DETECTOR_GEOMETRY[model]
  const side = size / geometry.size
  const [dx, dy] = rotate(geometry.offset, roll)
  return { centre: [centre[0] - dx * side, centre[1] - dy * side], side, roll }
}
