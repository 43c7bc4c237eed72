import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { distance, type Point } from '../../../geometry/point.ts'
import { findContour } from '../../../geometry/contours.ts'
import {
  ARROWS,
  findNearestPoint,
  findNextLandmark,
  GRAB_RADIUS_PX,
  toContourPath,
} from '../../canvas/landmark-editing.ts'
import { getColour } from '../../ui/colours.ts'
import { formatNumber } from '../../ui/format.ts'
import { TEXT } from '../../ui/text.ts'
import { createDisplacement, type Displacement } from '../../state/address/displacement.ts'
import { INPUT_SIDE_PX, TRUE_SHAPE, type Pull } from './pull.ts'
import lossesStyles from './losses.module.css'

/** Step of an arrow key in pixels of CNN-7's input, without and with Shift. */
const ARROW_STEP_PX = { plain: 0.5, shift: 2.5 } as const
/** Length of an arrow in pixels of CNN-7's input for a pull of 1, and the longest one drawn. */
const ARROW_SCALE = 7
const MAX_ARROW_PX = 40
/** Distance of parallel arrows, so that equal ones do not cover each other; and the length of their heads. */
const ARROW_SPACING_PX = 2.2
const ARROW_HEAD_PX = 3

const format = ([x, y]: Point) => `${x.toFixed(2)} ${y.toFixed(2)}`

/**
 * Path of an arrow that shows a pull; empty for none, and with two heads if it is cut short. `lane` moves it sideways,
 * in arrow spacings.
 */
function toArrowPath([x, y]: Point, pull: Point, lane: number): string {
  const size = distance(pull, [0, 0])
  if (size === 0) return ''
  const [ux, uy] = [pull[0] / size, pull[1] / size]
  const length = Math.min(MAX_ARROW_PX, ARROW_SCALE * size)
  const from: Point = [x - uy * lane * ARROW_SPACING_PX, y + ux * lane * ARROW_SPACING_PX]
  const to: Point = [from[0] + ux * length, from[1] + uy * length]
  const head = Math.min(ARROW_HEAD_PX, length)
  const toHead = ([tipX, tipY]: Point) => {
    const barb = (side: number): Point => [
      tipX - head * (ux * 0.85 + side * uy * 0.5),
      tipY - head * (uy * 0.85 - side * ux * 0.5),
    ]
    return `M${format(barb(1))}L${format([tipX, tipY])}L${format(barb(-1))}`
  }
  const isCut = ARROW_SCALE * size > MAX_ARROW_PX
  const second = isCut ? toHead([to[0] - 0.7 * head * ux, to[1] - 0.7 * head * uy]) : ''
  return `M${format(from)}L${format(to)}${toHead(to)}${second}`
}

interface Props {
  readonly displacement: Displacement
  readonly pulls: readonly Pull[]
  readonly onChange: (displacement: Displacement) => void
}

/** Face of which one landmark is dragged away from its true place, with an arrow for the pull of each loss. */
export function PulledFace({ displacement, pulls, onChange }: Props) {
  const { landmark, residual } = displacement
  const truth = TRUE_SHAPE[landmark]!
  const moved: Point = [truth[0] + residual[0], truth[1] + residual[1]]
  const shape = TRUE_SHAPE.with(landmark, moved)
  /** From the pointer to the dragged landmark. */
  const grip = useRef<Point | undefined>(undefined)

  /** Pointer position in pixels of CNN-7's input, and the number of CSS pixels per such pixel. */
  const place = ({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>) => {
    const box = currentTarget.getBoundingClientRect()
    const scale = box.width / INPUT_SIDE_PX
    return { at: [(clientX - box.left) / scale, (clientY - box.top) / scale] as Point, scale }
  }

  const down = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return
    const { at, scale } = place(event)
    // The one that is away first: others lie close to it.
    const isOwn = distance(moved, at) * scale <= GRAB_RADIUS_PX
    const nearest = isOwn ? landmark : findNearestPoint(TRUE_SHAPE, at)
    const from = isOwn ? moved : TRUE_SHAPE[nearest]!
    if (distance(from, at) * scale > GRAB_RADIUS_PX) return
    event.currentTarget.setPointerCapture(event.pointerId)
    grip.current = [from[0] - at[0], from[1] - at[1]]
    if (!isOwn) onChange(createDisplacement(nearest, [0, 0]))
  }

  const drag = (event: PointerEvent<SVGSVGElement>) => {
    const held = grip.current
    if (!held) return
    const { at } = place(event)
    onChange(createDisplacement(landmark, [at[0] + held[0] - truth[0], at[1] + held[1] - truth[1]]))
  }

  const up = () => {
    grip.current = undefined
  }

  const key = (event: KeyboardEvent<SVGSVGElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const arrow = ARROWS[event.key]
    const next = findNextLandmark(event.key, landmark, TRUE_SHAPE.length)
    if (arrow) {
      const by = ARROW_STEP_PX[event.shiftKey ? 'shift' : 'plain']
      onChange(createDisplacement(landmark, [residual[0] + by * arrow[0], residual[1] + by * arrow[1]]))
    } else if (next !== undefined) onChange({ landmark: next, residual })
    else if (event.key === 'Home') onChange(createDisplacement(landmark, [0, 0]))
    else return
    event.preventDefault()
  }

  return (
    <svg
      data-testid="pulled-face"
      className={lossesStyles.face}
      viewBox={`0 0 ${INPUT_SIDE_PX} ${INPUT_SIDE_PX}`}
      role="application"
      aria-label={TEXT.losses.pull.face(
        landmark,
        TEXT.fromData(findContour(landmark)?.name ?? ''),
        formatNumber(residual[0], 1),
        formatNumber(residual[1], 1),
        ARROW_STEP_PX.plain,
        ARROW_STEP_PX.shift,
      )}
      tabIndex={0}
      onPointerDown={down}
      onPointerMove={drag}
      onPointerUp={up}
      onPointerCancel={up}
      onKeyDown={key}
    >
      <path className={lossesStyles.contours} d={toContourPath(shape)} />
      {TRUE_SHAPE.map(([x, y], i) => (
        // Landmarks are identified by their index.
        <circle key={i} className={lossesStyles.landmark} cx={x} cy={y} r={0.8} />
      ))}
      <path className={lossesStyles.way} d={`M${format(moved)}L${format(truth)}`} />
      {pulls.map(({ loss, pull }, i) => (
        <path
          key={loss}
          data-loss={loss}
          className={lossesStyles.pullArrow}
          stroke={getColour(loss)}
          d={toArrowPath(moved, pull, i - (pulls.length - 1) / 2)}
        />
      ))}
      <circle className={lossesStyles.truth} cx={truth[0]} cy={truth[1]} r={2} />
      <circle className={lossesStyles.moved} cx={moved[0]} cy={moved[1]} r={1.6} />
      <circle className={lossesStyles.grip} cx={moved[0]} cy={moved[1]} r={8} />
    </svg>
  )
}
