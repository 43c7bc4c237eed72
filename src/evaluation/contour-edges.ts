import type { Contour } from '../geometry/contours.ts'

/** Lists the edges of a contour as pairs of landmarks; a closed one ends where it begins. */
export function listEdges({ landmarks, closed }: Contour): [number, number][] {
  const edges = landmarks.slice(1).map((to, i): [number, number] => [landmarks[i]!, to])
  return closed ? [...edges, [landmarks[landmarks.length - 1]!, landmarks[0]!]] : edges
}
