import type { Shape } from '../../../evaluation/procrustes.ts'
import type { Point } from '../../../geometry/point.ts'
import { computeAnnotationSquare } from '../../../geometry/square.ts'
import { toContourPath } from '../../canvas/landmark-editing.ts'
import balancingStyles from './balancing.module.css'

/** Converts a shape to an SVG path of its contours in a unit square. */
function toOutlinePath(shape: Shape): string {
  const { centre, side } = computeAnnotationSquare(shape)
  const placed = shape.map(([x, y]): Point => [
    (0.86 * (x - centre[0])) / side + 0.5,
    (0.86 * (y - centre[1])) / side + 0.5,
  ])
  return toContourPath(placed, 3)
}

interface Props {
  readonly shape: Shape
  /** Accessible name; without one the outline is decoration. */
  readonly label?: string
}

/** Contours of a face, as large as the element around them. */
export function FaceOutline({ shape, label }: Props) {
  return (
    <svg
      className={balancingStyles.outline}
      viewBox="0 0 1 1"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      <path d={toOutlinePath(shape)} />
    </svg>
  )
}
