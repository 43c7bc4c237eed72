import { LANDMARK_COUNT } from '../../../../geometry/face.ts'
import type { Point } from '../../../../geometry/point.ts'
import { COVER_CELLS, type PointPaths } from '../../../../landmarker/inside.ts'
import { findRange, selectMap } from './map-pixels.ts'

/** Maps of the last convolution that are shown. */
const SHOWN_MAPS = 6

/** Map of the last convolution, and by how many pixels of the crop a landmark moves without it. */
export interface MapShare {
  readonly channel: number
  readonly values: Float32Array
  readonly shift: number
}

/** Parts and maps that one landmark depends on. */
export interface PointPath {
  /** Position in pixels of the crop. */
  readonly x: number
  readonly y: number
  /** Distance that it moves when each part of the crop is covered: 8 x 8. */
  readonly cover: Float32Array
  readonly largestShift: number
  /** Row and column of the part that moves it most, from 1. */
  readonly strongest: readonly [number, number]
  readonly heatMap: Float32Array | undefined
  readonly maps: readonly MapShare[]
}

/** Lists the points of a network's output: x and y of each in turn. */
export function listPoints(output: Float32Array): Point[] {
  return Array.from({ length: output.length / 2 }, (_, i) => [output[2 * i]!, output[2 * i + 1]!])
}

/** Selects one landmark's column of a table (rows, landmarks). */
function selectColumn(table: Float32Array, landmark: number): Float32Array {
  return Float32Array.from(
    { length: table.length / LANDMARK_COUNT },
    (_, row) => table[row * LANDMARK_COUNT + landmark]!,
  )
}

/** Selects what one landmark depends on. */
export function selectPath(
  { landmarks, coverShifts, heatMaps, lastMaps }: PointPaths,
  landmark: number,
): PointPath {
  const cover = selectColumn(coverShifts, landmark)
  const [, largestShift] = findRange(cover)
  const at = cover.indexOf(largestShift)
  const shifts = lastMaps ? Array.from(selectColumn(lastMaps.shifts, landmark)) : []
  return {
    x: landmarks[2 * landmark]!,
    y: landmarks[2 * landmark + 1]!,
    cover,
    largestShift,
    strongest: [Math.floor(at / COVER_CELLS) + 1, (at % COVER_CELLS) + 1],
    heatMap: heatMaps && selectMap(heatMaps.values, heatMaps.layer.side, landmark),
    maps: lastMaps
      ? shifts
          .map((shift, channel) => ({
            channel,
            shift,
            values: selectMap(lastMaps.values, lastMaps.layer.side, channel),
          }))
          .sort((a, b) => b.shift - a.shift)
          .slice(0, SHOWN_MAPS)
      : [],
  }
}
