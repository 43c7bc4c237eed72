import { computeCentroid, distance, type Point } from '../geometry/point.ts'

/**
 * For each of AFLW's 19 points, the indices of the ibug landmarks it is the mean of: ends and centre of each
 * brow, corners and centre of each eye, nose wings and tip, mouth corners and centre, chin.
 */
const IBUG_INDICES: readonly (readonly number[])[] = [
  [17],
  [19],
  [21],
  [22],
  [24],
  [26],
  [36],
  [36, 37, 38, 39, 40, 41],
  [39],
  [42],
  [42, 43, 44, 45, 46, 47],
  [45],
  [31],
  [30],
  [35],
  [48],
  [62, 66],
  [54],
  [8],
]

/** Converts 68 ibug landmarks to AFLW's 19 points. */
export function toAflw19(landmarks: readonly Point[]): Point[] {
  return IBUG_INDICES.map((indices) => computeCentroid(indices.map((i) => landmarks[i]!)))
}

/** Computes the face size that AFLW's protocol divides by: the longer side of the bounding box of the landmarks. */
export function computeFaceSize(landmarks: readonly Point[]): number {
  const xs = landmarks.map(([x]) => x)
  const ys = landmarks.map(([, y]) => y)
  return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys))
}

/** Computes the error of AFLW's protocol from 68 landmarks: mean distance of the 19 points, divided by face size. */
export function computeAflwError(predicted: readonly Point[], truth: readonly Point[]): number {
  const wanted = toAflw19(truth)
  const errors = toAflw19(predicted).map((point, i) => distance(point, wanted[i]!))
  return errors.reduce((sum, error) => sum + error, 0) / errors.length / computeFaceSize(truth)
}
