import type { Point } from '../../geometry/point.ts'

/** Face as detected by the detector's network, in pixels of a named image. */
export interface FaceBox {
  readonly centre: Point
  readonly width: number
  readonly height: number
  /**
   * Key points, where left and right are those of the image: left eye, right eye, nose tip, centre of the mouth, left
   * ear tragion, right ear tragion.
   */
  readonly keyPoints: readonly Point[]
  /** Score of the network from 0 to 1. */
  readonly score: number
}

/** Number of key points of a face. */
export const KEY_POINT_COUNT = 6

/** Applies `move` to the points of a face's box; `scale` is the factor by which `move` scales lengths. */
export function moveFaceBox(box: FaceBox, scale: number, move: (point: Point) => Point): FaceBox {
  return {
    centre: move(box.centre),
    width: box.width * scale,
    height: box.height * scale,
    keyPoints: box.keyPoints.map(move),
    score: box.score,
  }
}

/** Computes the intersection over union of two boxes, from 0 to 1. */
export function computeIntersectionOverUnion(p: FaceBox, q: FaceBox): number {
  const shared = computeSharedArea(p, q)
  const covered = p.width * p.height + q.width * q.height - shared
  return covered > 0 ? shared / covered : 0
}

/** Computes the area of the intersection of two boxes. */
export function computeSharedArea(p: FaceBox, q: FaceBox): number {
  const width = computeSharedLength(p.centre[0], p.width, q.centre[0], q.width)
  const height = computeSharedLength(p.centre[1], p.height, q.centre[1], q.height)
  return width * height
}

/** Computes the length of the intersection of two intervals, given by their centres and lengths. */
function computeSharedLength(p: number, lengthP: number, q: number, lengthQ: number): number {
  const start = Math.max(p - lengthP / 2, q - lengthQ / 2)
  const end = Math.min(p + lengthP / 2, q + lengthQ / 2)
  return Math.max(0, end - start)
}
