import type { Point } from '../../geometry/point.ts'
import { getBrightColour } from '../ui/colours.ts'
import { toContourPath } from './landmark-editing.ts'
import editorStyles from './landmark-editor.module.css'

/** Landmarks of a variant, drawn for comparison. */
export interface ComparedShape {
  readonly variant: string
  readonly landmarks: readonly Point[]
}

/** Radius of a point in CSS pixels: as a share of the face's height on the screen, and its limits. */
const RADIUS_SHARE = 0.009
const MIN_RADIUS_PX = 1.2
const MAX_RADIUS_PX = 3
/** Least radius of the chosen point, and how much larger those are that move with it. */
const MIN_CHOSEN_RADIUS_PX = 2.8
const MATE_FACTOR = 1.35

/** Radius of a face's points in pixels of the picture, at so many CSS pixels per pixel. */
function computeRadius(points: readonly Point[], scale: number): number {
  const ys = points.map(([, y]) => y)
  const height = (Math.max(...ys) - Math.min(...ys)) * scale
  return Math.min(MAX_RADIUS_PX, Math.max(MIN_RADIUS_PX, RADIUS_SHARE * height)) / scale
}

function Contours({ landmarks, colour }: { readonly landmarks: readonly Point[]; readonly colour: string }) {
  const path = toContourPath(landmarks)
  return (
    <>
      <path className={editorStyles.rim} d={path} />
      <path d={path} stroke={colour} />
    </>
  )
}

interface Props {
  readonly faces: readonly (readonly Point[])[]
  /** Index of the face that is edited. */
  readonly face: number
  readonly landmark: number
  /** Landmarks that move together with the chosen one. */
  readonly moved: readonly number[]
  readonly comparedShapes: readonly ComparedShape[]
  readonly scale: number
}

/** Contours and points of all faces; the edited one is last, over the others. */
export function EditorFaces({ faces, face, landmark, moved, comparedShapes, scale }: Props) {
  const shape = faces.at(face)
  const radius = shape ? computeRadius(shape, scale) : 0
  return (
    <>
      {faces.map(
        (points, i) =>
          i !== face && (
            // Faces are identified by their index.
            <g key={i} className={editorStyles.otherFace}>
              <Contours landmarks={points} colour="#ffffff" />
              {points.map(([x, y], at) => (
                <circle key={at} cx={x} cy={y} r={computeRadius(points, scale)} />
              ))}
            </g>
          ),
      )}
      {comparedShapes.map(({ variant, landmarks }) => (
        <Contours key={variant} landmarks={landmarks} colour={getBrightColour(variant)} />
      ))}
      {shape && (
        <g data-testid="edited-face">
          <Contours landmarks={shape} colour="#ffffff" />
          {shape.map(([x, y], i) => (
            <circle
              // Landmarks are identified by their index.
              key={i}
              data-landmark={i}
              cx={x}
              cy={y}
              r={
                i === landmark
                  ? Math.max(MATE_FACTOR * radius, MIN_CHOSEN_RADIUS_PX / scale)
                  : (moved.includes(i) ? MATE_FACTOR : 1) * radius
              }
              className={
                i === landmark ? editorStyles.chosen : moved.includes(i) ? editorStyles.mate : undefined
              }
            />
          ))}
        </g>
      )}
    </>
  )
}
