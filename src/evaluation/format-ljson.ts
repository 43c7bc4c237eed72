import { CONTOURS } from '../geometry/contours.ts'
import type { Point } from '../geometry/point.ts'
import { roundCoordinate } from './annotated-image.ts'
import { listEdges } from './contour-edges.ts'

/** Name that menpo gives to a group that has none. */
const GROUP = 'LJSON'

/**
 * Formats the faces of one photo as menpo's .ljson, version 3, a group a face; see `parseLjson`. Points are [y, x], and the
 * pixel with the centre (0.5, 0.5) is (0, 0) there. The contours are its labels and its connectivity.
 */
export function formatLjson(faces: readonly (readonly Point[])[]): string {
  const connectivity = CONTOURS.flatMap(listEdges)
  const labels = CONTOURS.map(({ name, landmarks }) => ({
    label: name.replaceAll(' ', '_'),
    mask: landmarks,
  }))
  const groups = faces.map((points, i) => {
    const rows = points.map(([x, y]) => [roundCoordinate(y - 0.5), roundCoordinate(x - 0.5)])
    return [i === 0 ? GROUP : `${GROUP}_${i + 1}`, { landmarks: { points: rows, connectivity }, labels }]
  })
  return `${JSON.stringify({ version: 3, groups: Object.fromEntries(groups) as unknown }, null, 1)}\n`
}
