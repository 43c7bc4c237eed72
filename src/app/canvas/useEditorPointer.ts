import { useRef, useState, type PointerEvent } from 'react'
import { distance, type Point } from '../../geometry/point.ts'
import { findNearestPoint, GRAB_RADIUS_PX } from './landmark-editing.ts'
import type { ZoomControl } from './useZoom.ts'
import type { Area } from './viewport.ts'

/** Movement in CSS pixels that begins a drag; below it a shaky click or tap only selects a landmark. */
const DRAG_THRESHOLD_PX = 3
/** Smallest side of a drawn box in CSS pixels; below it was a click. */
const MIN_BOX_PX = 12

/** Gesture in progress. Places are in the picture as it is drawn. */
type Gesture =
  | { readonly kind: 'landmark'; readonly landmark: number; readonly at: Point; readonly moves: boolean }
  | { readonly kind: 'pan'; readonly client: Point }
  | { readonly kind: 'box'; readonly from: Point; readonly to: Point }
  | { readonly kind: 'pinch'; readonly middle: Point; readonly apart: number }

interface PointerEditing {
  readonly zoom: ZoomControl
  /** Faces in the picture as it is drawn. */
  readonly faces: readonly (readonly Point[])[]
  readonly face: number
  readonly drawsBox: boolean
  readonly onChoose: (landmark: number, face: number) => void
  readonly onBegin: () => void
  readonly onDrag: (landmark: number, by: Point) => void
  readonly onBox: (box: Area) => void
}

function toArea([ax, ay]: Point, [bx, by]: Point): Area {
  return {
    left: Math.min(ax, bx),
    top: Math.min(ay, by),
    width: Math.abs(bx - ax),
    height: Math.abs(by - ay),
  }
}

/** Finds the landmark to grab at a place: of the edited face if it has one within reach, else of any. */
function findGrabbed(
  faces: readonly (readonly Point[])[],
  edited: number,
  place: Point,
  reach: number,
): { readonly face: number; readonly landmark: number } | undefined {
  const nearest = faces.map((points, face) => {
    const landmark = findNearestPoint(points, place)
    return { face, landmark, away: distance(points[landmark]!, place) }
  })
  const within = nearest.filter(({ away }) => away <= reach).sort((p, q) => p.away - q.away)
  return within.find(({ face }) => face === edited) ?? within.at(0)
}

/**
 * Handles mouse, pen and fingers on the editor: a landmark is dragged, the rest of the picture moved, two fingers zoom, or
 * a box is drawn. Returns the handlers, the box while it is drawn, and whether a pointer is down.
 */
export function useEditorPointer(editing: PointerEditing) {
  const { zoom, faces, face, drawsBox, onChoose, onBegin, onDrag, onBox } = editing
  const gesture = useRef<Gesture | undefined>(undefined)
  const fingers = useRef(new Map<number, Point>())
  const [box, setBox] = useState<Area>()

  const measurePinch = () => {
    const [a, b] = [...fingers.current.values()] as [Point, Point]
    return { middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as Point, apart: distance(a, b) }
  }

  const onPointerDown = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const client: Point = [event.clientX, event.clientY]
    fingers.current.set(event.pointerId, client)
    if (fingers.current.size === 2) {
      gesture.current = { kind: 'pinch', ...measurePinch() }
      setBox(undefined)
      return
    }
    const at = zoom.find(event)
    if (drawsBox) {
      gesture.current = { kind: 'box', from: at, to: at }
      return
    }
    const grabbed = findGrabbed(faces, face, at, GRAB_RADIUS_PX / zoom.scale)
    if (!grabbed) {
      gesture.current = { kind: 'pan', client }
      return
    }
    onChoose(grabbed.landmark, grabbed.face)
    gesture.current = { kind: 'landmark', landmark: grabbed.landmark, at, moves: false }
  }

  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const now = gesture.current
    if (!now || !fingers.current.has(event.pointerId)) return
    const client: Point = [event.clientX, event.clientY]
    fingers.current.set(event.pointerId, client)
    if (now.kind === 'pinch') {
      if (fingers.current.size < 2) return
      const { middle, apart } = measurePinch()
      zoom.pinch(now.middle, middle, apart / Math.max(1, now.apart))
      gesture.current = { kind: 'pinch', middle, apart }
    } else if (now.kind === 'pan') {
      zoom.panBy([(now.client[0] - client[0]) / zoom.scale, (now.client[1] - client[1]) / zoom.scale])
      gesture.current = { kind: 'pan', client }
    } else if (now.kind === 'box') {
      const to = zoom.find(event)
      gesture.current = { ...now, to }
      setBox(toArea(now.from, to))
    } else {
      const at = zoom.find(event)
      if (!now.moves) {
        if (distance(at, now.at) * zoom.scale < DRAG_THRESHOLD_PX) return
        onBegin()
      }
      gesture.current = { ...now, at, moves: true }
      onDrag(now.landmark, [at[0] - now.at[0], at[1] - now.at[1]])
    }
  }

  const end = (event: PointerEvent<SVGSVGElement>) => {
    fingers.current.delete(event.pointerId)
    const now = gesture.current
    const drawn = now?.kind === 'box' && event.type === 'pointerup' ? toArea(now.from, now.to) : undefined
    gesture.current = undefined
    setBox(undefined)
    if (drawn && Math.max(drawn.width, drawn.height) * zoom.scale >= MIN_BOX_PX) onBox(drawn)
  }

  return {
    box,
    isDown: () => fingers.current.size > 0,
    handlers: { onPointerDown, onPointerMove, onPointerUp: end, onPointerCancel: end },
  }
}
