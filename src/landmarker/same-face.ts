import { distance, type Point } from '../geometry/point.ts'
import type { Square } from '../geometry/square.ts'

/** Two squares show the same face if their distance is less than this share of the larger side. */
const SAME_FACE_DISTANCE = 0.45

/** Two detections show the same face if their distance is less than this share of the larger size. */
const SAME_DETECTION_DISTANCE = 0.4

/** Returns true if two squares show the same face. */
export const isSameFace = (p: Square, q: Square): boolean =>
  distance(p.centre, q.centre) < SAME_FACE_DISTANCE * Math.max(p.side, q.side)

/** Removes faces that show that of an earlier one; `getSize` gives a face's size in the pixels of its centre. */
export function removeDuplicates<T extends { readonly centre: Point }>(
  faces: readonly T[],
  getSize: (face: T) => number,
): T[] {
  const kept: T[] = []
  for (const next of faces) {
    const isDuplicate = kept.some(
      (face) =>
        distance(face.centre, next.centre) < SAME_DETECTION_DISTANCE * Math.max(getSize(face), getSize(next)),
    )
    if (!isDuplicate) kept.push(next)
  }
  return kept
}
