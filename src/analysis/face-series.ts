import { BlinkDetector, type Blink } from '../measures/blink-detector.ts'
import type { FaceRow } from './face-row.ts'

/** Measures that are plotted over time. */
export const SERIES_NAMES = ['eyeLeft', 'eyeRight', 'mouth', 'yaw', 'pitch', 'roll'] as const

export type SeriesName = (typeof SERIES_NAMES)[number]

/** Number of a face, and of the frames that show it. */
export interface FaceCount {
  readonly faceId: number
  readonly frames: number
}

/** Measures of one face over time. */
export interface FaceSeries {
  /** Time of each sample in seconds; frames that do not show the face are one sample without values. */
  readonly times: Float64Array
  /** Values by name, NaN where there is none. Angles are in degrees. */
  readonly values: Readonly<Record<SeriesName, Float64Array>>
  readonly blinks: readonly Blink[]
}

/** Counts the frames of each face, the one with most of them first. */
export function countFaces(rows: Iterable<FaceRow>): FaceCount[] {
  const counts = new Map<number, number>()
  for (const { faceId, face } of rows) if (face) counts.set(faceId, (counts.get(faceId) ?? 0) + 1)
  return [...counts]
    .map(([faceId, frames]) => ({ faceId, frames }))
    .sort((p, q) => q.frames - p.frames || p.faceId - q.faceId)
}

/** Values of a row, by the series' names. */
export function readValues({ face }: FaceRow): Record<SeriesName, number> {
  const { measures, pose } = face ?? {}
  return {
    eyeLeft: measures?.eyeAspectRatioLeft ?? NaN,
    eyeRight: measures?.eyeAspectRatioRight ?? NaN,
    mouth: measures?.mouthAspectRatio ?? NaN,
    yaw: pose?.yaw ?? NaN,
    pitch: pose?.pitch ?? NaN,
    roll: pose?.roll ?? NaN,
  }
}

/** Collects the measures of a face, and its blinks in the mean opening of both eyes. */
export function collectSeries(rows: Iterable<FaceRow>, faceId: number): FaceSeries {
  const times: number[] = []
  const values = Object.fromEntries(SERIES_NAMES.map((name) => [name, [] as number[]]))
  const blinks: Blink[] = []
  const detector = new BlinkDetector()
  let lastFrame: number | undefined
  for (const row of rows) {
    if (!row.face || row.faceId !== faceId) continue
    const at = row.timestampSeconds
    if (lastFrame !== undefined && row.frame > lastFrame + 1) {
      times.push((times[times.length - 1]! + at) / 2)
      for (const name of SERIES_NAMES) values[name]!.push(NaN)
    }
    lastFrame = row.frame
    const found = readValues(row)
    times.push(at)
    for (const name of SERIES_NAMES) values[name]!.push(found[name])
    const blink = detector.update(at, (found.eyeLeft + found.eyeRight) / 2)
    if (blink) blinks.push(blink)
  }
  const packed = SERIES_NAMES.map((name) => [name, Float64Array.from(values[name]!)])
  return {
    times: Float64Array.from(times),
    values: Object.fromEntries(packed) as Record<SeriesName, Float64Array>,
    blinks,
  }
}

/** Point of a plotted line: time in seconds and value. */
export type SeriesPoint = readonly [at: number, value: number]

/**
 * Thins a line to about `most` points without losing its peaks: of each part the lowest and the highest value remain. A
 * part without a value interrupts the line.
 */
export function thinSeries(times: Float64Array, values: Float64Array, most: number): SeriesPoint[] {
  if (times.length <= most) return Array.from(times, (at, i) => [at, values[i]!] as const)
  const size = Math.ceil((2 * times.length) / most)
  const points: SeriesPoint[] = []
  for (let start = 0; start < times.length; start += size) {
    let [low, high] = [-1, -1]
    for (let i = start; i < Math.min(times.length, start + size); i++) {
      if (Number.isNaN(values[i])) continue
      if (low < 0 || values[i]! < values[low]!) low = i
      if (high < 0 || values[i]! > values[high]!) high = i
    }
    if (low < 0) points.push([times[start]!, NaN])
    else
      for (const i of low === high ? [low] : [Math.min(low, high), Math.max(low, high)])
        points.push([times[i]!, values[i]!])
  }
  return points
}
