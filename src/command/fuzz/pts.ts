import { FormatError } from '../../evaluation/format-error.ts'
import { parsePts } from '../../evaluation/pts.ts'
import type { Point } from '../../geometry/point.ts'
import { assertHolds, checkParser, type FuzzTarget } from './fuzz-target.ts'
import { createPtsText } from './seeds.ts'
import { mutateText } from './mutate-text.ts'

/** Larger than the limit of the parsers. */
const MAX_COORDINATE_PX = 2e6

/** Asserts that a parsed face has 68 points with plausible coordinates. */
export function assertFace(points: readonly Point[]): void {
  assertHolds(points.length === 68, `it has ${points.length} points`)
  assertHolds(
    points.flat().every((value) => Math.abs(value) < MAX_COORDINATE_PX),
    'a coordinate is out of range',
  )
}

/** Parser of ibug's .pts. */
export const PTS_TARGET: FuzzTarget<string> = {
  name: 'pts',
  timeLimitMs: 1000,
  createInput: (random) => mutateText(random, createPtsText(random), createPtsText(random)),
  parseInput: (text) => checkParser(() => parsePts(text), FormatError, assertFace),
  serialize: (text) => text,
}
