import type { Point } from '../../../geometry/point.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** Distance of an explanation from its term and from the window's edge, in CSS pixels. */
const GAP = 6
const EDGE = 12

/** Finds the place of an explanation: below its term, or above it if there is more room, and within the window. */
export function placeTip(
  term: Pick<DOMRect, 'left' | 'top' | 'bottom'>,
  { width, height }: Size,
  window: Size,
): Point {
  const below = term.bottom + GAP
  const above = term.top - GAP - height
  const fits = below + height + EDGE <= window.height
  return [
    Math.max(EDGE, Math.min(term.left, window.width - EDGE - width)),
    fits || above < EDGE ? below : above,
  ]
}
