import type { Point } from '../geometry/point.ts'
import type { AnnotatedShape } from './annotated-image.ts'
import { describeInvalidCoordinates } from './coordinates.ts'
import { FormatError } from './format-error.ts'
import { isJsonObject, parseJsonText } from './json-text.ts'

/** Number of a coordinate; menpo writes null for a point that is not marked. */
const toNumber = (value: unknown) => (typeof value === 'number' ? value : NaN)

/** Collects the points of one group. */
function collectPoints(group: unknown, expected: number): AnnotatedShape {
  const points = isJsonObject(group) && isJsonObject(group.landmarks) && group.landmarks.points
  if (!Array.isArray(points)) return 'it has no list of points'
  if (points.length !== expected) return `there are ${points.length} points instead of ${expected}`
  const pairs = points.filter((pair): pair is unknown[] => Array.isArray(pair) && pair.length === 2)
  if (pairs.length !== expected) return 'one of its points is not [y, x]'
  const shape = pairs.map(([y, x]): Point => [toNumber(x) + 0.5, toNumber(y) + 0.5])
  return describeInvalidCoordinates(shape.flat()) ?? shape
}

/**
 * Parses menpo's landmark file .ljson (menpo.io.input.landmark), version 2 with one face or 3 with one a group, in pixels
 * of its photo. Its points are [y, x], the row first, counted from 0: its (0, 0) is the centre of the first pixel, which
 * is (0.5, 0.5) here. Version 1 divides points into groups in an order of its own and is refused.
 * @throws FormatError if the text is not such a file.
 */
export function parseLjson(text: string, expected = 68): AnnotatedShape[] {
  const root = parseJsonText(text)
  if (!isJsonObject(root)) throw new FormatError('it is no .ljson: it holds no landmarks')
  if (root.version === 2) return [collectPoints(root, expected)]
  if (root.version === 1)
    throw new FormatError(
      'it has version 1 of .ljson; open it in menpo and export it again as version 2 or 3',
    )
  if (root.version !== 3 || !isJsonObject(root.groups))
    throw new FormatError('it is no .ljson of version 2 or 3')
  return Object.values(root.groups).map((group) => collectPoints(group, expected))
}
