import { computeCentroid, distance, type Point } from '../geometry/point.ts'
import { computeInterOcular, mean } from './nme.ts'

/** Landmarks of one face in consecutive frames. */
export type LandmarkTrack = readonly (readonly Point[])[]

/** Largest lag that is looked for, and the step between lags that are tried, in frames. */
const MAX_LAG_FRAMES = 3
const LAG_STEP_FRAMES = 0.05

/**
 * Computes the jitter of a track: the mean distance of a landmark from the middle of its positions in the frames before
 * and after, in percent of the inter-ocular distance. Steady movement adds nothing to it. Needs three frames.
 */
export function computeJitter(track: LandmarkTrack): number {
  const values = track.slice(1, -1).flatMap((points, t) => {
    const [before, after] = [track[t]!, track[t + 2]!]
    const scale = 100 / computeInterOcular(points)
    return points.map((point, i) => scale * distance(point, computeCentroid([before[i]!, after[i]!])))
  })
  return mean(values)
}

/**
 * Computes by how many frames a smoothed track is behind the measured one: the delay of the measured track that brings
 * both closest (least squares; positions between frames are interpolated).
 */
export function computeLag(smoothed: LandmarkTrack, measured: LandmarkTrack): number {
  const first = Math.ceil(MAX_LAG_FRAMES)
  const computeError = (lag: number) =>
    mean(
      smoothed.slice(first).flatMap((points, t) => {
        const at = first + t - lag
        const [before, after] = [measured[Math.floor(at)]!, measured[Math.ceil(at)]!]
        const share = at - Math.floor(at)
        return points.map(([x, y], i) => {
          const delayed: Point = [
            (1 - share) * before[i]![0] + share * after[i]![0],
            (1 - share) * before[i]![1] + share * after[i]![1],
          ]
          return distance([x, y], delayed) ** 2
        })
      }),
    )
  const lags = Array.from({ length: MAX_LAG_FRAMES / LAG_STEP_FRAMES + 1 }, (_, i) => i * LAG_STEP_FRAMES)
  const errors = lags.map(computeError)
  return lags[errors.indexOf(Math.min(...errors))]!
}
