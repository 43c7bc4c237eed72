/**
 * [x, y] in pixels of a named image. The image's top-left *corner* is (0, 0), so the centre of its
 * top-left pixel is (0.5, 0.5), as in canvas and CSS. y points down.
 */
export type Point = readonly [number, number]

/** Rotates a point about the origin by `angle` radians, clockwise on screen when positive. */
export function rotate([x, y]: Point, angle: number): Point {
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  return [cos * x - sin * y, sin * x + cos * y]
}

/** Computes the Euclidean distance between two points. */
export function distance(p: Point, q: Point): number {
  return Math.hypot(p[0] - q[0], p[1] - q[1])
}

/** Computes the mean of one or more points. */
export function computeCentroid(points: readonly Point[]): Point {
  let x = 0
  let y = 0
  for (const p of points) {
    x += p[0]
    y += p[1]
  }
  return [x / points.length, y / points.length]
}

/** Computes the difference a - b of two angles, wrapped to (-pi, pi]. */
export function subtractAngles(a: number, b: number): number {
  const d = (a - b) % (2 * Math.PI)
  if (d > Math.PI) return d - 2 * Math.PI
  return d <= -Math.PI ? d + 2 * Math.PI : d
}
