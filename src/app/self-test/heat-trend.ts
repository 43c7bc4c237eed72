import type { Sentence } from './finding.ts'
import { computePercentiles, type Percentiles } from './percentiles.ts'

/** Frames tracked during a part of a long run. */
export interface Window {
  /** Minutes since the run began. */
  readonly from: number
  readonly to: number
  /** Frames a second whose faces were tracked. */
  readonly rate: number
  /** From a frame's arrival to its landmarks. */
  readonly delay: Percentiles
}

/** Summarizes the delays of a part of a run, which lasted from one minute to another. */
export function summarizeWindow(delays: readonly number[], from: number, to: number): Window {
  return { from, to, rate: delays.length / (60 * (to - from)), delay: computePercentiles(delays) }
}

/** Change of the median delay over a run, in percent, by a straight line through its parts; needs two of them. */
export function computeTrend(windows: readonly Window[]): number | undefined {
  const n = windows.length
  if (n < 2) return undefined
  const mean = windows.reduce((sum, { delay }) => sum + delay.p50, 0) / n
  const middle = (n - 1) / 2
  const spread = windows.reduce((sum, _, i) => sum + (i - middle) ** 2, 0)
  const slope = windows.reduce((sum, { delay }, i) => sum + (i - middle) * (delay.p50 - mean), 0) / spread
  return (100 * slope * (n - 1)) / (mean - slope * middle)
}

/** Describes a trend; small changes happen on cool devices too. */
export function describeTrend(windows: readonly Window[]): Sentence {
  const trend = computeTrend(windows)
  return ({ selfTest: { findings } }, write) => {
    if (trend === undefined) return findings.tooShort
    const size = Math.abs(trend)
    if (size < 5) return findings.steady(write(size, 1))
    return trend > 0 ? findings.slower(write(size, 0)) : findings.faster(write(size, 0))
  }
}
