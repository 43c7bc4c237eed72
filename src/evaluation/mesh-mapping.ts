import mapping from '../../models/mesh.json' with { type: 'json' }
import type { Point } from '../geometry/point.ts'

/** Vertex of a mesh and its weight; the weights of one landmark have the sum 1. */
export type WeightedVertex = readonly [vertex: number, weight: number]

/** Numbers of landmarks that a method may give: ibug's 68, or MediaPipe's face mesh without or with irises. */
export const POINT_COUNTS = [68, 468, 478] as const

/** Content of models/mesh.json, written by `npm run fit-mesh`. */
interface MeshMapping {
  /** Weighted vertices of each of the 68 landmarks. */
  readonly landmarks: readonly (readonly WeightedVertex[])[]
  /** Mean distance of the mapped landmarks from the annotated ones on faces held out of the fit, inter-ocular, in percent. */
  readonly heldOutNme: number
}

/** Mapping from MediaPipe's face mesh to 68 landmarks. */
export const MESH_MAPPING = mapping as unknown as MeshMapping

/** Applies a mapping: each landmark is a weighted mean of vertices, so it follows every affine transform of the mesh. */
export function applyMapping(
  landmarks: readonly (readonly WeightedVertex[])[],
  mesh: readonly Point[],
): Point[] {
  return landmarks.map((vertices) => {
    let [x, y] = [0, 0]
    for (const [vertex, weight] of vertices) {
      x += weight * mesh[vertex]![0]
      y += weight * mesh[vertex]![1]
    }
    return [x, y]
  })
}

/**
 * Converts the landmarks of a face to ibug's 68: those of a mesh (468 or 478 points) by the mapping, 68 as they are.
 * @throws RangeError for another number of points.
 */
export function toSixtyEight(points: readonly Point[]): readonly Point[] {
  if (points.length === 68) return points
  if (points.length === 468 || points.length === 478) return applyMapping(MESH_MAPPING.landmarks, points)
  throw new RangeError(`${points.length} points cannot be converted to 68 landmarks`)
}
