import { MEAN_SHAPE } from '../geometry/face.ts'
import type { Point } from '../geometry/point.ts'
import { fitSimilarity } from '../geometry/similarity.ts'

/** A landmark put right by hand on one frame. */
export interface Correction {
  readonly frame: number
  readonly landmark: number
  /** From the tracked landmark, in the face's own coordinates: those of the mean shape, upright, its longer side 1. */
  readonly offset: Point
}

const ZERO_OFFSET: Point = [0, 0]

/**
 * The corrections that are carried to a frame. What a hand did on the frames held out, from `heldFrom` on, stays
 * among them: a frame that trains may know nothing of what it is measured by.
 */
export function selectUsableCorrections(
  corrections: readonly Correction[],
  frame: number,
  heldFrom: number,
): readonly Correction[] {
  return frame < heldFrom ? corrections.filter((known) => known.frame < heldFrom) : corrections
}

/** The linear part of the similarity that lays the mean shape on a face: its scale and roll. */
function fitFaceAxes(tracked: readonly Point[]): { a: number; b: number } {
  return fitSimilarity(MEAN_SHAPE, tracked)
}

function toImageOffset({ a, b }: { a: number; b: number }, [x, y]: Point): Point {
  return [a * x - b * y, b * x + a * y]
}

function toFaceOffset({ a, b }: { a: number; b: number }, [x, y]: Point): Point {
  const norm = a * a + b * b
  return [(a * x + b * y) / norm, (a * y - b * x) / norm]
}

/**
 * A landmark's offset on a frame: between two frames where it was put right, linearly in between; before
 * the first and after the last, as there. `own` are this landmark's corrections, by frame.
 */
function interpolateOffset(own: readonly Correction[], frame: number): Point {
  const after = own.findIndex((correction) => correction.frame >= frame)
  if (after < 0) return own.at(-1)?.offset ?? ZERO_OFFSET
  const next = own[after]
  if (after === 0 || next.frame === frame) return next.offset
  const last = own[after - 1]
  const share = (frame - last.frame) / (next.frame - last.frame)
  return [
    last.offset[0] + share * (next.offset[0] - last.offset[0]),
    last.offset[1] + share * (next.offset[1] - last.offset[1]),
  ]
}

/** The offsets of all landmarks on one frame, in the face's own coordinates. */
export function interpolateOffsets(
  corrections: readonly Correction[],
  frame: number,
  landmarks: number,
): Point[] {
  const own: Correction[][] = Array.from({ length: landmarks }, () => [])
  for (const correction of corrections) own[correction.landmark].push(correction)
  return own.map((list) =>
    interpolateOffset(
      list.toSorted((p, q) => p.frame - q.frame),
      frame,
    ),
  )
}

/**
 * A frame's landmarks as corrected: where they were tracked, moved by what was put right on this frame
 * or is carried to it from others. In pixels of the frame.
 */
export function applyCorrections(
  tracked: readonly Point[],
  corrections: readonly Correction[],
  frame: number,
  heldFrom = Infinity,
): Point[] {
  const axes = fitFaceAxes(tracked)
  const offsets = interpolateOffsets(
    selectUsableCorrections(corrections, frame, heldFrom),
    frame,
    tracked.length,
  )
  return tracked.map(([x, y], i): Point => {
    const [dx, dy] = toImageOffset(axes, offsets[i])
    return [x + dx, y + dy]
  })
}

/**
 * The corrections once these landmarks have been moved by (dx, dy) pixels on a frame, from where they
 * are there now. Other landmarks, and corrections on other frames, stay. Moved by nothing, they are
 * as they should be: from then on nothing is carried to them from other frames.
 */
export function moveLandmarks(
  corrections: readonly Correction[],
  tracked: readonly Point[],
  frame: number,
  landmarks: readonly number[],
  by: Point,
  heldFrom = Infinity,
): Correction[] {
  const offsets = interpolateOffsets(
    selectUsableCorrections(corrections, frame, heldFrom),
    frame,
    tracked.length,
  )
  const [dx, dy] = toFaceOffset(fitFaceAxes(tracked), by)
  const others = corrections.filter((known) => known.frame !== frame || !landmarks.includes(known.landmark))
  return [
    ...others,
    ...landmarks.map((landmark): Correction => {
      const [x, y] = offsets[landmark]
      return { frame, landmark, offset: [x + dx, y + dy] }
    }),
  ]
}
