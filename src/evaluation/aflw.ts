import { centroid, distance, type Point } from '../geometry/point.ts'

/**
 * AFLW's 19 points, each from the landmarks of ibug's 68 whose mean it is: each brow's ends and centre,
 * each eye's corners and centre, nose wings and tip, mouth corners and centre, chin.
 */
const FROM_68: readonly (readonly number[])[] = [
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

/** The 19 points of a face in AFLW's markup, from its 68. */
export function toAflw19(landmarks: readonly Point[]): Point[] {
  return FROM_68.map((indices) => centroid(indices.map((i) => landmarks[i])))
}

/** Face size as AFLW's protocol divides by it, here the longer side of the box of the 68 true landmarks. */
export function computeFaceSize(landmarks: readonly Point[]): number {
  const xs = landmarks.map(([x]) => x)
  const ys = landmarks.map(([, y]) => y)
  return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys))
}

/** AFLW's protocol on a face marked up with 68 points: mean error of 19 points by face size. */
export function computeAflwError(predicted: readonly Point[], truth: readonly Point[]): number {
  const wanted = toAflw19(truth)
  const errors = toAflw19(predicted).map((point, i) => distance(point, wanted[i]))
  return errors.reduce((sum, error) => sum + error, 0) / errors.length / computeFaceSize(truth)
}
