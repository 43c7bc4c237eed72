import { parsePts } from '../../../evaluation/pts.ts'
import { toContourPath } from '../../canvas/landmark-editing.ts'
import pointsText from '../../media/sample-faces/three.face2.pts?raw'
import { PORTRAITS } from '../../media/samples.ts'
import annotateStyles from './annotate.module.css'

const POINTS = parsePts(pointsText)
/** Radius of a point in pixels of the photo. */
const RADIUS = 3

/** Sample's face with the points placed by hand, until there is a photo of the visitor's own. */
export function SamplePreview() {
  const { url, part } = PORTRAITS[0]!
  if (!part) return null
  return (
    <svg
      className={annotateStyles.preview}
      viewBox={`${part.x} ${part.y} ${part.width} ${part.height}`}
      aria-hidden="true"
    >
      <image href={url} />
      <path d={toContourPath(POINTS, 1)} />
      {POINTS.map(([x, y]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r={RADIUS} />
      ))}
    </svg>
  )
}
