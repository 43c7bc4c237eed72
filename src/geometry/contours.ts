/** Facial feature as a chain of landmarks in ibug's order. */
export interface Contour {
  readonly name: string
  readonly landmarks: readonly number[]
  readonly closed: boolean
}

function createContour(name: string, first: number, last: number, closed = false): Contour {
  return { name, landmarks: Array.from({ length: last - first + 1 }, (_, i) => first + i), closed }
}

/** Left and right are the person's: in an image that is not mirrored the right eye is on the left. */
export const CONTOURS: readonly Contour[] = [
  createContour('jaw', 0, 16),
  createContour('right brow', 17, 21),
  createContour('left brow', 22, 26),
  createContour('nose ridge', 27, 30),
  createContour('nose wings', 31, 35),
  createContour('right eye', 36, 41, true),
  createContour('left eye', 42, 47, true),
  createContour('outer lips', 48, 59, true),
  createContour('inner lips', 60, 67, true),
]

/** Finds the facial feature that a landmark belongs to. */
export function findContour(landmark: number): Contour | undefined {
  return CONTOURS.find(({ landmarks }) => landmarks.includes(landmark))
}
