import type { Point } from '../geometry/point.ts'

/**
 * Points of an ibug .pts file, in pixels of its photo. The file says (1, 1) for the centre of the
 * top-left pixel; here that is (0.5, 0.5).
 * @throws Error with a sentence if the text is not such a file or holds another number of points.
 */
export function parsePts(text: string, expected = 68): Point[] {
  const body = /\{([^}]*)\}/.exec(text)
  if (!body) throw new Error('there are no points between braces')
  const numbers = body[1].trim().split(/\s+/).map(Number)
  if (numbers.some((n) => !Number.isFinite(n))) throw new Error('a coordinate is not a number')
  if (numbers.length !== 2 * expected) {
    throw new Error(`there are ${numbers.length / 2} points instead of ${expected}`)
  }
  return Array.from({ length: expected }, (_, i) => [numbers[2 * i] - 0.5, numbers[2 * i + 1] - 0.5])
}
