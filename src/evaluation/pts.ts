import type { Point } from '../geometry/point.ts'
import { describeInvalidCoordinates } from './coordinates.ts'
import { FormatError } from './format-error.ts'

/**
 * Parses the points of an ibug .pts file, however many, in pixels of its photo. The file's (1, 1) is the centre of the
 * top-left pixel, which is (0.5, 0.5) here.
 * @throws FormatError if the text is not such a file.
 */
export function parsePtsPoints(text: string): Point[] {
  const open = text.indexOf('{')
  const close = text.indexOf('}', open)
  if (open < 0 || close < 0) throw new FormatError('there are no points between braces')
  const numbers = (text.slice(open + 1, close).match(/\S+/g) ?? []).map(Number)
  const wrong = describeInvalidCoordinates(numbers)
  if (wrong) throw new FormatError(wrong)
  if (numbers.length % 2) throw new FormatError(`a point is cut off: there are ${numbers.length} numbers`)
  return Array.from({ length: numbers.length / 2 }, (_, i) => [
    numbers[2 * i]! - 0.5,
    numbers[2 * i + 1]! - 0.5,
  ])
}

/**
 * Parses the points of an ibug .pts file as `parsePtsPoints` does.
 * @throws FormatError if the text is not such a file or contains another number of points.
 */
export function parsePts(text: string, expected = 68): Point[] {
  const points = parsePtsPoints(text)
  if (points.length !== expected) {
    throw new FormatError(`there are ${points.length} points instead of ${expected}`)
  }
  return points
}
