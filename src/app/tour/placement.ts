import type { Point } from '../../geometry/point.ts'

/** Width and height in CSS pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Rectangle in the window, in CSS pixels. */
export interface Box extends Size {
  readonly x: number
  readonly y: number
}

/** Distance of the card from its target and from the window's edges. */
const GAP_PX = 16
/** Weight of the target against what else is to be seen. */
const TARGET_WEIGHT = 4

/** Computes the area that two boxes share. */
export function computeOverlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}

/** Height of a box that must lie in the window for it to be seen; all of a lower box. */
const SEEN_PX = 100

/** True if hardly anything of a box lies in the upper part, of this height, of the window. */
export function isOutside({ y, height }: Box, windowHeight: number): boolean {
  return Math.min(y + height, windowHeight) - Math.max(y, 0) < Math.min(SEEN_PX, height)
}

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value))

/** Lists the places at the sides of a target that lie within the window, and the window's corners. */
function listPlaces({ width, height }: Size, window: Size, target: Box | undefined): Point[] {
  const [right, bottom] = [window.width - width - GAP_PX, window.height - height - GAP_PX]
  const corners: Point[] = [
    [GAP_PX, bottom],
    [right, bottom],
    [GAP_PX, GAP_PX],
    [right, GAP_PX],
  ]
  if (!target) return corners
  const x = clamp(target.x + (target.width - width) / 2, GAP_PX, right)
  const y = clamp(target.y + (target.height - height) / 2, GAP_PX, bottom)
  const sides: Point[] = [
    [target.x - width - GAP_PX, y],
    [target.x + target.width + GAP_PX, y],
    [x, target.y + target.height + GAP_PX],
    [x, target.y - height - GAP_PX],
  ]
  const isInside = ([left, top]: Point) => left >= GAP_PX && left <= right && top >= GAP_PX && top <= bottom
  return [...sides.filter(isInside), ...corners]
}

/**
 * Finds the top left corner of a card where it covers least of its target, and of what else is to be seen. The card
 * stays where it is if no place is better.
 */
export function placeCard(
  card: Size,
  window: Size,
  target: Box | undefined,
  seen: Box | undefined,
  current?: Point,
): Point {
  const places = [...(current ? [current] : []), ...listPlaces(card, window, target)]
  const costs = places.map(([x, y]) => {
    const box = { x, y, ...card }
    const isOutside = x + card.width > window.width || y + card.height > window.height
    if (isOutside) return Infinity
    return (target ? TARGET_WEIGHT * computeOverlap(box, target) : 0) + (seen ? computeOverlap(box, seen) : 0)
  })
  const best = costs.indexOf(Math.min(...costs))
  return places[best]!
}
