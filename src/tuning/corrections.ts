import { MEAN_SHAPE } from '../geometry/face.ts'
import type { Point } from '../geometry/point.ts'
import { fitSimilarity } from '../geometry/similarity.ts'

/** Manual correction of a landmark on one frame. */
export interface Correction {
  readonly frame: number
  readonly landmark: number
  /** Offset from the tracked landmark in face coordinates: those of the upright mean shape, whose longer side is 1. */
  readonly offset: Point
}

const ZERO_OFFSET: Point = [0, 0]

/**
 * Selects the corrections that may be carried to a frame. Those on held-out frames, from `holdOutStart` on, are
 * not carried to training frames, so that validation data do not leak into training.
 */
export function selectUsableCorrections(
  corrections: readonly Correction[],
  frame: number,
  holdOutStart: number,
): readonly Correction[] {
  return frame < holdOutStart ? corrections.filter((known) => known.frame < holdOutStart) : corrections
}

/** Fits the linear part (scale and roll) of the similarity transform from the mean shape to a face. */
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
 * Interpolates a landmark's offset on a frame linearly between its nearest corrections; constant before the first
 * and after the last. `own` are this landmark's corrections, sorted by frame.
 */
function interpolateOffset(own: readonly Correction[], frame: number): Point {
  const after = own.findIndex((correction) => correction.frame >= frame)
  if (after < 0) return own.at(-1)?.offset ?? ZERO_OFFSET
  const next = own[after]!
  if (after === 0 || next.frame === frame) return next.offset
  const last = own[after - 1]!
  const share = (frame - last.frame) / (next.frame - last.frame)
  return [
    last.offset[0] + share * (next.offset[0] - last.offset[0]),
    last.offset[1] + share * (next.offset[1] - last.offset[1]),
  ]
}

/** Interpolates the offsets of all landmarks on one frame, in face coordinates. */
export function interpolateOffsets(
  corrections: readonly Correction[],
  frame: number,
  landmarks: number,
): Point[] {
  const own: Correction[][] = Array.from({ length: landmarks }, () => [])
  for (const correction of corrections) own[correction.landmark]!.push(correction)
  return own.map((list) =>
    interpolateOffset(
      list.toSorted((p, q) => p.frame - q.frame),
      frame,
    ),
  )
}

/**
 * Applies corrections to a frame's tracked landmarks: those made on this frame, and those interpolated from other
 * frames. In pixels of the frame.
 */
export function applyCorrections(
  tracked: readonly Point[],
  corrections: readonly Correction[],
  frame: number,
  holdOutStart = Infinity,
): Point[] {
  const axes = fitFaceAxes(tracked)
  const offsets = interpolateOffsets(
    selectUsableCorrections(corrections, frame, holdOutStart),
    frame,
    tracked.length,
  )
  return tracked.map(([x, y], i): Point => {
    const [dx, dy] = toImageOffset(axes, offsets[i]!)
    return [x + dx, y + dy]
  })
}

/**
 * Moves landmarks on a frame by (dx, dy) pixels from their corrected places; returns the new corrections. Other
 * landmarks, and corrections on other frames, stay. A move by 0 confirms the landmarks where they are: nothing is
 * carried to them from other frames any more.
 */
export function moveLandmarks(
  corrections: readonly Correction[],
  tracked: readonly Point[],
  frame: number,
  landmarks: readonly number[],
  by: Point,
  holdOutStart = Infinity,
): Correction[] {
  const offsets = interpolateOffsets(
    selectUsableCorrections(corrections, frame, holdOutStart),
    frame,
    tracked.length,
  )
  const [dx, dy] = toFaceOffset(fitFaceAxes(tracked), by)
  const others = corrections.filter((known) => known.frame !== frame || !landmarks.includes(known.landmark))
  return [
    ...others,
    ...landmarks.map((landmark): Correction => {
      const [x, y] = offsets[landmark]!
      return { frame, landmark, offset: [x + dx, y + dy] }
    }),
  ]
}
