import type { Point } from '../../geometry/point.ts'
import type { Area } from './viewport.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** Part of a picture that an element shows: the point in its middle, and CSS pixels per pixel of the picture. */
export interface Zoom {
  readonly centre: Point
  readonly scale: number
}

/** Largest scale: a pixel of the picture is as wide as a fingertip. */
const MAX_SCALE = 32
/** Share of the element that a face fills, and the share that the chosen point stays within. */
const FACE_SHARE = 0.7
const INNER_SHARE = 0.9

/** Shows the whole picture, as large as fits. */
export function fitPicture({ width, height }: Size, box: Size): Zoom {
  return { centre: [width / 2, height / 2], scale: Math.min(box.width / width, box.height / height) }
}

/** Moves a coordinate of the centre so that no more than needed of what is beyond the picture shows. */
function limitCentre(centre: number, length: number, visible: number): number {
  if (visible >= length) return length / 2
  return Math.min(length - visible / 2, Math.max(visible / 2, centre))
}

/** Limits the scale and keeps the picture in the element. */
export function limitZoom({ centre: [x, y], scale }: Zoom, picture: Size, box: Size): Zoom {
  const least = fitPicture(picture, box).scale
  const limited = Math.min(Math.max(MAX_SCALE, least), Math.max(least, scale))
  return {
    centre: [
      limitCentre(x, picture.width, box.width / limited),
      limitCentre(y, picture.height, box.height / limited),
    ],
    scale: limited,
  }
}

/** Enlarges by a factor; a point of the picture stays where it is on the screen. */
export function zoomAbout({ centre, scale }: Zoom, [x, y]: Point, factor: number): Zoom {
  return {
    centre: [x + (centre[0] - x) / factor, y + (centre[1] - y) / factor],
    scale: scale * factor,
  }
}

/**
 * Enlarges by a factor and moves the picture: what was at one place of the element comes to another, as between two
 * fingers.
 */
export function pinchZoom(zoom: Zoom, box: Size, from: Point, to: Point, factor: number): Zoom {
  const shown = findVisibleArea(zoom, box)
  const scale = zoom.scale * factor
  return {
    centre: [
      shown.left + from[0] / zoom.scale + (box.width / 2 - to[0]) / scale,
      shown.top + from[1] / zoom.scale + (box.height / 2 - to[1]) / scale,
    ],
    scale,
  }
}

/** Shows the box around points in the middle of the element. */
export function zoomToPoints(points: readonly Point[], box: Size): Zoom {
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  return {
    centre: [(left + right) / 2, (top + bottom) / 2],
    scale:
      FACE_SHARE * Math.min(box.width / Math.max(1, right - left), box.height / Math.max(1, bottom - top)),
  }
}

/** Moves the visible part as far as is needed to show a point well inside of it. */
export function followPoint(zoom: Zoom, [x, y]: Point, box: Size): Zoom {
  const [reachX, reachY] = [
    (INNER_SHARE * box.width) / zoom.scale / 2,
    (INNER_SHARE * box.height) / zoom.scale / 2,
  ]
  const [cx, cy] = zoom.centre
  return {
    ...zoom,
    centre: [Math.min(x + reachX, Math.max(x - reachX, cx)), Math.min(y + reachY, Math.max(y - reachY, cy))],
  }
}

/** Computes the part of the picture that is visible, in its pixels. */
export function findVisibleArea({ centre: [x, y], scale }: Zoom, box: Size): Area {
  const [width, height] = [box.width / scale, box.height / scale]
  return { left: x - width / 2, top: y - height / 2, width, height }
}
