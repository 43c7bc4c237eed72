import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { Point } from '../../geometry/point.ts'
import { SRGB } from '../../landmarker/srgb.ts'
import type { DragScope } from '../state/address/choices.ts'
import { TEXT } from '../ui/text.ts'
import { findMovedLandmarks, formatLandmark } from './drag-scope.ts'
import { EditorFaces, type ComparedShape } from './EditorFaces.tsx'
import { ARROWS, findNextLandmark } from './landmark-editing.ts'
import { useEditorPointer } from './useEditorPointer.ts'
import { useZoom, ZOOM_STEP } from './useZoom.ts'
import type { Area } from './viewport.ts'
import { ZoomButtons } from './ZoomButtons.tsx'
import editorStyles from './landmark-editor.module.css'

/** Step of an arrow key in pixels of the picture, without and with Shift. */
const ARROW_STEP_PX = { plain: 1, shift: 10 } as const
/** Share of the visible part by which an arrow key moves the picture while a box is to be drawn. */
const PAN_SHARE = 0.15
/** Share of the visible part that a face added by keyboard takes. */
const BOX_SHARE = 0.4
/** CSS pixels per pixel of the picture from which on its pixels are drawn as squares. */
const SQUARES_FROM_SCALE = 6

const NO_SHAPES: readonly ComparedShape[] = []

interface Props {
  readonly picture: ImageBitmap
  /** Name of the picture, for those who hear it. */
  readonly label: string
  /** Landmarks of all faces, in pixels of the picture. */
  readonly faces: readonly (readonly Point[])[]
  /** Index of the face that is edited. */
  readonly face?: number
  readonly comparedShapes?: readonly ComparedShape[]
  readonly mirrored?: boolean
  readonly landmark: number
  readonly dragScope: DragScope
  /** True while a box around a face is to be drawn. */
  readonly drawsBox?: boolean
  readonly onChoose: (landmark: number, face: number) => void
  /** Called before the first of a series of moves. */
  readonly onBegin: () => void
  readonly onMove: (landmarks: readonly number[], by: Point) => void
  readonly onUndo: () => void
  readonly onRedo?: () => void
  /** Called with the drawn box in pixels of the picture; undefined if it was cancelled. */
  readonly onBox?: (box: Area | undefined) => void
}

/** Picture whose faces are edited: landmarks are moved by mouse, touch or keyboard; wheel, pinch and keys zoom. */
export function LandmarkEditor(props: Props) {
  const { picture, label, faces, face = 0, comparedShapes = NO_SHAPES, mirrored = false } = props
  const { landmark, dragScope, drawsBox = false, onChoose, onBegin, onMove, onUndo, onRedo, onBox } = props
  const { width, height } = picture
  const canvas = useRef<HTMLCanvasElement>(null)
  const svg = useRef<SVGSVGElement>(null)
  const zoom = useZoom(svg, width, height)
  const { area, scale, size } = zoom
  const shape = faces.at(face)

  const sign = mirrored ? -1 : 1
  const toDrawn = ([x, y]: Point): Point => [mirrored ? width - x : x, y]
  const drawnFaces = mirrored ? faces.map((points) => points.map(toDrawn)) : faces

  useEffect(() => {
    const element = canvas.current
    if (!element || !size || !area) return
    element.width = Math.round(size.width * devicePixelRatio)
    element.height = Math.round(size.height * devicePixelRatio)
    const context = element.getContext('2d', SRGB)
    if (!context) return
    const unit = scale * devicePixelRatio
    context.setTransform(
      sign * unit,
      0,
      0,
      unit,
      ((mirrored ? width : 0) - area.left) * unit,
      -area.top * unit,
    )
    context.imageSmoothingEnabled = scale < SQUARES_FROM_SCALE
    context.imageSmoothingQuality = 'high'
    context.drawImage(picture, 0, 0)
    // `area` is computed from the other three.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [picture, width, mirrored, sign, size?.width, size?.height, scale, area?.left, area?.top])

  const toPictureBox = ({ left, ...rest }: Area): Area => ({
    ...rest,
    left: mirrored ? width - left - rest.width : left,
  })
  const { box, isDown, handlers } = useEditorPointer({
    zoom,
    faces: drawnFaces,
    face,
    drawsBox,
    onChoose,
    onBegin,
    onDrag: (grabbed, [x, y]) => onMove(findMovedLandmarks(grabbed, dragScope), [sign * x, y]),
    onBox: (drawn) => onBox?.(toPictureBox(drawn)),
  })

  // A point or a face chosen elsewhere comes into view; one that is grabbed stays under the pointer.
  const { follow } = zoom
  const followChosen = () => {
    if (shape && !isDown()) follow(toDrawn(shape[landmark]!))
  }
  const latest = useRef(followChosen)
  useEffect(() => {
    latest.current = followChosen
  })
  useEffect(() => latest.current(), [landmark, face])

  const centre: Point = area ? [area.left + area.width / 2, area.top + area.height / 2] : [0, 0]
  /** Adds a face in the middle of what is visible. */
  const addInMiddle = () => {
    if (!area) return
    const side = BOX_SHARE * Math.min(area.width, area.height)
    onBox?.(
      toPictureBox({ left: centre[0] - side / 2, top: centre[1] - side / 2, width: side, height: side }),
    )
  }
  const moveBy = (by: Point) => {
    onMove(findMovedLandmarks(landmark, dragScope), [sign * by[0], by[1]])
    const [x, y] = shape ? toDrawn(shape[landmark]!) : centre
    follow([x + by[0], y + by[1]])
  }
  const zoomBy = (factor: number) =>
    zoom.about(shape && !drawsBox ? toDrawn(shape[landmark]!) : centre, factor)

  /** Handles a key; false if it has no meaning here. */
  const handleKey = (event: KeyboardEvent<SVGSVGElement>): boolean => {
    const { key, shiftKey, repeat } = event
    const pressed = key.toLowerCase()
    if (event.ctrlKey || event.metaKey) {
      if (pressed === 'y' || (pressed === 'z' && shiftKey)) onRedo?.()
      else if (pressed === 'z') onUndo()
      else return false
      return true
    }
    if (event.altKey) return false
    const arrow = ARROWS[key]
    const next = findNextLandmark(key, landmark, shape?.length ?? 1)
    if (drawsBox && key === 'Enter') addInMiddle()
    else if (drawsBox && key === 'Escape') onBox?.(undefined)
    else if (drawsBox && arrow && area)
      zoom.panBy([arrow[0] * PAN_SHARE * area.width, arrow[1] * PAN_SHARE * area.height])
    else if (arrow && shape) {
      if (!repeat) onBegin()
      const step = ARROW_STEP_PX[shiftKey ? 'shift' : 'plain']
      moveBy([step * arrow[0], step * arrow[1]])
    } else if (next !== undefined && shape) onChoose(next, face)
    else if (key === '+' || key === '=') zoomBy(ZOOM_STEP)
    else if (key === '-') zoomBy(1 / ZOOM_STEP)
    else if (key === '0') zoom.showAll()
    else if (pressed === 'z' && shape) zoom.showPoints(shape.map(toDrawn))
    else return false
    return true
  }

  const name = drawsBox
    ? TEXT.editor.box(label)
    : shape
      ? TEXT.editor.label(label, formatLandmark(landmark), ARROW_STEP_PX.shift)
      : TEXT.editor.noFace(label)
  return (
    <div data-testid="frame" className={editorStyles.editor}>
      <canvas ref={canvas} />
      <svg
        ref={svg}
        className={editorStyles.picture}
        viewBox={area && `${area.left} ${area.top} ${area.width} ${area.height}`}
        role="application"
        aria-label={name}
        tabIndex={0}
        {...handlers}
        onKeyDown={(event) => {
          if (handleKey(event)) event.preventDefault()
        }}
      >
        {area && (
          <g transform={mirrored ? `translate(${width} 0) scale(-1 1)` : undefined}>
            <EditorFaces
              faces={faces}
              face={face}
              landmark={landmark}
              moved={findMovedLandmarks(landmark, dragScope)}
              comparedShapes={comparedShapes}
              scale={scale}
            />
          </g>
        )}
        {box && (
          <rect className={editorStyles.box} x={box.left} y={box.top} width={box.width} height={box.height} />
        )}
      </svg>
      <ZoomButtons
        onZoom={zoomBy}
        onShowAll={zoom.showAll}
        onShowFace={shape && (() => zoom.showPoints(shape.map(toDrawn)))}
      />
    </div>
  )
}
