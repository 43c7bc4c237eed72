import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import type { Point } from '../../../geometry/point.ts'
import { distance } from '../../../geometry/point.ts'
import { getBrightColour } from '../../ui/colours.ts'
import {
  ARROWS,
  findNearestPoint,
  findNextLandmark,
  GRAB_RADIUS_PX,
  toContourPath,
} from '../../canvas/landmark-editing.ts'
import { formatLandmark, findMovedLandmarks, type DragScope } from './drag-scope.ts'
import type { RecordedFrame } from './recorder.ts'
import { SRGB } from '../../../landmarker/srgb.ts'
import { TEXT } from '../../ui/text.ts'
import tuneStyles from './tune.module.css'

/** Step of an arrow key in pixels of the frame, without and with Shift. */
const ARROW_STEP_PX = { plain: 1, shift: 5 } as const
/** Movement in CSS pixels that begins a drag; below it a shaky click or tap only selects a landmark. */
const DRAG_THRESHOLD_PX = 3

/** Landmarks of a variant, drawn for comparison. */
export interface ComparedShape {
  readonly variant: string
  readonly landmarks: readonly Point[]
}

interface Props {
  readonly frame: RecordedFrame
  readonly label: string
  readonly shape: readonly Point[]
  readonly comparedShapes: readonly ComparedShape[]
  readonly mirrored: boolean
  readonly landmark: number
  readonly dragScope: DragScope
  readonly onChoose: (landmark: number) => void
  /** Called before the first of a series of moves. */
  readonly onBegin: () => void
  readonly onMove: (landmarks: readonly number[], by: Point) => void
  readonly onUndo: () => void
}

function Contours({ landmarks, colour }: { readonly landmarks: readonly Point[]; readonly colour: string }) {
  const path = toContourPath(landmarks)
  return (
    <>
      <path className={tuneStyles.rim} d={path} />
      <path d={path} stroke={colour} />
    </>
  )
}

/** Enlarged recorded frame whose landmarks are moved by mouse, touch or arrow keys. */
export function FrameEditor(props: Props) {
  const {
    frame,
    label,
    shape,
    comparedShapes,
    mirrored,
    landmark,
    dragScope,
    onChoose,
    onBegin,
    onMove,
    onUndo,
  } = props
  const { picture } = frame
  const { width, height } = picture
  const canvas = useRef<HTMLCanvasElement>(null)
  const dragged = useRef<{ landmark: number; at: Point; moves: boolean } | undefined>(undefined)

  useEffect(() => {
    const context = canvas.current?.getContext('2d', SRGB)
    if (!context) return
    context.setTransform(mirrored ? -1 : 1, 0, 0, 1, mirrored ? width : 0, 0)
    context.drawImage(picture, 0, 0)
  }, [picture, width, mirrored])

  /** Pointer position in pixels of the frame, and the number of CSS pixels per such pixel. */
  const place = ({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>) => {
    const box = currentTarget.getBoundingClientRect()
    const scale = box.width / width
    const x = (clientX - box.left) / scale
    return { at: [mirrored ? width - x : x, (clientY - box.top) / scale] as Point, scale }
  }

  const down = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return
    const { at, scale } = place(event)
    const nearest = findNearestPoint(shape, at)
    if (distance(shape[nearest], at) * scale > GRAB_RADIUS_PX) return
    event.currentTarget.setPointerCapture(event.pointerId)
    onChoose(nearest)
    dragged.current = { landmark: nearest, at, moves: false }
  }

  const drag = (event: PointerEvent<SVGSVGElement>) => {
    const now = dragged.current
    if (!now) return
    const { at, scale } = place(event)
    if (!now.moves) {
      if (distance(at, now.at) * scale < DRAG_THRESHOLD_PX) return
      onBegin()
    }
    dragged.current = { ...now, at, moves: true }
    onMove(findMovedLandmarks(now.landmark, dragScope), [at[0] - now.at[0], at[1] - now.at[1]])
  }

  const up = () => {
    dragged.current = undefined
  }

  const key = (event: KeyboardEvent<SVGSVGElement>) => {
    const arrow = ARROWS[event.key]
    const next = findNextLandmark(event.key, landmark, shape.length)
    if (event.key === 'z' && (event.ctrlKey || event.metaKey)) onUndo()
    else if (arrow && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const by = ARROW_STEP_PX[event.shiftKey ? 'shift' : 'plain']
      if (!event.repeat) onBegin()
      onMove(findMovedLandmarks(landmark, dragScope), [(mirrored ? -1 : 1) * by * arrow[0], by * arrow[1]])
    } else if (next !== undefined) onChoose(next)
    else return
    event.preventDefault()
  }

  const chosen = findMovedLandmarks(landmark, dragScope)
  return (
    <div data-testid="frame" className={tuneStyles.frame}>
      <canvas ref={canvas} width={width} height={height} />
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="application"
        aria-label={TEXT.fineTune.editor(label, formatLandmark(landmark), ARROW_STEP_PX.shift)}
        tabIndex={0}
        onPointerDown={down}
        onPointerMove={drag}
        onPointerUp={up}
        onPointerCancel={up}
        onKeyDown={key}
      >
        <g transform={mirrored ? `translate(${width} 0) scale(-1 1)` : undefined}>
          {comparedShapes.map(({ variant, landmarks }) => (
            <Contours key={variant} landmarks={landmarks} colour={getBrightColour(variant)} />
          ))}
          <Contours landmarks={shape} colour="#ffffff" />
          {shape.map(([x, y], i) => (
            <circle
              // Landmarks are identified by their index.
              key={i}
              data-landmark={i}
              cx={x}
              cy={y}
              r={(chosen.includes(i) ? 2.4 : 1.7) * (width / 320)}
              className={
                i === landmark ? tuneStyles.chosen : chosen.includes(i) ? tuneStyles.featureMate : undefined
              }
            />
          ))}
        </g>
      </svg>
    </div>
  )
}
