import { useCallback, useEffect, useState, type RefObject } from 'react'
import type { Point } from '../../geometry/point.ts'
import { useElementSize } from '../ui/useElementSize.ts'
import type { Area } from './viewport.ts'
import {
  findVisibleArea,
  fitPicture,
  followPoint,
  limitZoom,
  pinchZoom,
  zoomAbout,
  zoomToPoints,
  type Zoom,
} from './zoom.ts'

/** Powers of e per CSS pixel of a wheel, and of a pinch on a touch pad, which comes as a wheel with Control. */
const WHEEL_RATE = 0.002
const PINCH_RATE = 0.01
/** Factor of one key press or button. */
export const ZOOM_STEP = 1.4

/** Zoom of a picture in an element, and the functions that change it. Points are in the picture as it is drawn. */
export interface ZoomControl {
  /** Visible part of the picture; undefined before the element is laid out. */
  readonly area: Area | undefined
  /** CSS pixels per pixel of the picture. */
  readonly scale: number
  readonly size: { readonly width: number; readonly height: number } | undefined
  /** Finds the point of the picture at a place of the window. */
  find(client: { readonly clientX: number; readonly clientY: number }): Point
  about(point: Point, factor: number): void
  panBy(by: Point): void
  /** Enlarges, and moves what is at one place of the window to another. */
  pinch(from: Point, to: Point, factor: number): void
  showAll(): void
  showPoints(points: readonly Point[]): void
  follow(point: Point): void
}

/** Zooms and moves a picture of this size in an element; its wheel zooms. */
export function useZoom(
  element: RefObject<SVGSVGElement | null>,
  width: number,
  height: number,
): ZoomControl {
  const size = useElementSize(element)
  // Undefined shows the whole picture, however large the element becomes.
  const [chosen, setChosen] = useState<Zoom>()

  const change = useCallback(
    (next: (zoom: Zoom, box: { width: number; height: number }) => Zoom | undefined) => {
      if (!size) return
      const picture = { width, height }
      setChosen((zoom) => {
        const now = next(limitZoom(zoom ?? fitPicture(picture, size), picture, size), size)
        const limited = now && limitZoom(now, picture, size)
        return limited && limited.scale > fitPicture(picture, size).scale ? limited : undefined
      })
    },
    [size, width, height],
  )

  const picture = { width, height }
  const zoom = size && limitZoom(chosen ?? fitPicture(picture, size), picture, size)
  const area = zoom && findVisibleArea(zoom, size)
  const scale = zoom?.scale ?? 1

  useEffect(() => {
    const svg = element.current
    if (!svg) return
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      const { left, top } = svg.getBoundingClientRect()
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 * event.deltaY : event.deltaY
      const factor = Math.exp(-pixels * (event.ctrlKey ? PINCH_RATE : WHEEL_RATE))
      change((now, box) => {
        const shown = findVisibleArea(now, box)
        const at: Point = [
          shown.left + (event.clientX - left) / now.scale,
          shown.top + (event.clientY - top) / now.scale,
        ]
        return zoomAbout(now, at, factor)
      })
    }
    // React's own listener is passive and could not keep the page from scrolling.
    svg.addEventListener('wheel', turn, { passive: false })
    return () => svg.removeEventListener('wheel', turn)
  }, [element, change])

  return {
    area,
    scale,
    size,
    find: ({ clientX, clientY }) => {
      const box = element.current?.getBoundingClientRect()
      if (!box || !area) return [0, 0]
      return [area.left + (clientX - box.left) / scale, area.top + (clientY - box.top) / scale]
    },
    about: (point, factor) => change((now) => zoomAbout(now, point, factor)),
    panBy: ([x, y]) => change(({ centre, ...rest }) => ({ ...rest, centre: [centre[0] + x, centre[1] + y] })),
    pinch: (from, to, factor) => {
      const { left = 0, top = 0 } = element.current?.getBoundingClientRect() ?? {}
      const place = ([x, y]: Point): Point => [x - left, y - top]
      // From the zoom as it is then: each finger moves by itself, and both may before the picture is drawn again.
      change((now, box) => pinchZoom(now, box, place(from), place(to), factor))
    },
    showAll: () => setChosen(undefined),
    showPoints: (points) => change((_, box) => zoomToPoints(points, box)),
    follow: (point) => change((now, box) => followPoint(now, point, box)),
  }
}
