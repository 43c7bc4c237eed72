import { FormatError } from '../../evaluation/format-error.ts'
import { parsePts } from '../../evaluation/pts.ts'
import type { Point } from '../../geometry/point.ts'
import { holds, taken, type Entrance } from './fuzz-target.ts'
import { ptsText } from './seeds.ts'
import { spoiltText } from './mutate-text.ts'

/** No photo has as many pixels a side. */
const FAR = 2e6

export function holdsFace(points: readonly Point[]): void {
  holds(points.length === 68, `it has ${points.length} points`)
  holds(
    points.flat().every((value) => Math.abs(value) < FAR),
    'a coordinate is none',
  )
}

/** ibug's .pts. */
export const PTS: Entrance<string> = {
  name: 'pts',
  patience: 1000,
  make: (random) => spoiltText(random, ptsText(random), ptsText(random)),
  take: (text) => taken(() => parsePts(text), FormatError, holdsFace),
  record: (text) => text,
}
