import { CONTOURS } from '../../geometry/contours.ts'
import { distance, type Point } from '../../geometry/point.ts'

/** Maximum distance in CSS pixels at which a landmark is grabbed: about a fingertip. */
export const GRAB_RADIUS_PX = 24

/** Directions of the arrow keys. */
export const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

const LANDMARK_STEPS: Readonly<Record<string, number>> = { '[': -1, PageUp: -1, ']': 1, PageDown: 1 }

/** Returns the landmark that a key goes to, from one of `count`; undefined for other keys. */
export function findNextLandmark(key: string, landmark: number, count: number): number | undefined {
  const step = LANDMARK_STEPS[key]
  return step && (landmark + step + count) % count
}

/** Finds the index of the point nearest to a place. */
export function findNearestPoint(points: readonly Point[], place: Point): number {
  const far = points.map((point) => distance(point, place))
  return far.indexOf(Math.min(...far))
}

/** Formats a shape's contours as an SVG path. */
export function toContourPath(shape: readonly Point[], digits = 2): string {
  const format = (i: number) => shape[i]!.map((value) => value.toFixed(digits)).join(' ')
  return CONTOURS.map(
    ({ landmarks, closed }) => `M${landmarks.map(format).join('L')}${closed ? 'Z' : ''}`,
  ).join('')
}
