import type { Point } from '../../geometry/point.ts'

/** A face as the detector's network sees it, in pixels of a named image. */
export interface FaceBox {
  readonly centre: Point
  readonly width: number
  readonly height: number
  /**
   * On an upright face that is not mirrored, from the left of the image: the eye on the left, the eye on the
   * right, tip of the nose, middle of the mouth, and beside the ears (the tragions), left and right.
   */
  readonly keyPoints: readonly Point[]
  /** How sure the network is, from 0 to 1. */
  readonly score: number
}

/** Key points of a face. */
export const KEY_POINT_COUNT = 6

/** A face's box and points after each of its points has gone through `move`, which scales lengths by `scale`. */
export function moveFaceBox(box: FaceBox, scale: number, move: (point: Point) => Point): FaceBox {
  return {
    centre: move(box.centre),
    width: box.width * scale,
    height: box.height * scale,
    keyPoints: box.keyPoints.map(move),
    score: box.score,
  }
}

/** Area that two boxes share by the area that they cover, from 0 to 1 (intersection over union). */
export function computeIntersectionOverUnion(p: FaceBox, q: FaceBox): number {
  const shared = computeSharedArea(p, q)
  const covered = p.width * p.height + q.width * q.height - shared
  return covered > 0 ? shared / covered : 0
}

/** Area that two boxes share. */
export function computeSharedArea(p: FaceBox, q: FaceBox): number {
  const width = computeSharedLength(p.centre[0], p.width, q.centre[0], q.width)
  const height = computeSharedLength(p.centre[1], p.height, q.centre[1], q.height)
  return width * height
}

/** Length that two intervals share, given by their centres and lengths. */
function computeSharedLength(p: number, lengthP: number, q: number, lengthQ: number): number {
  const start = Math.max(p - lengthP / 2, q - lengthQ / 2)
  const end = Math.min(p + lengthP / 2, q + lengthQ / 2)
  return Math.max(0, end - start)
}
