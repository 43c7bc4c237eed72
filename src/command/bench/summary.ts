import { computeMedian } from '../../landmarker/median.ts'
import type { Score } from '../../evaluation/score.ts'
import type { BackendName } from '../../landmarker/backend/backends.ts'
import type { Accuracy } from './accuracy.ts'
import type { Configuration } from './configurations.ts'
import type { BenchTrial } from './trial.ts'

/** Trials and accuracy of a configuration. */
export interface ConfigurationResult {
  readonly configuration: Configuration
  readonly trials: readonly BenchTrial[]
  readonly accuracy: Accuracy | undefined
}

/** Medians of a configuration over the rounds. */
export interface SummaryRow {
  readonly name: string
  readonly title: string
  readonly backend: BackendName
  readonly points: number
  /** Milliseconds for the landmarks of a given face. */
  readonly landmarks: number | undefined
  /** Milliseconds for a whole photo, over those where a face was found. */
  readonly detection: number | undefined
  /** Photos where a face was found. */
  readonly found: number
  /** Results with a face, per second. */
  readonly fps: number
  /** Share of the results that have a face. */
  readonly foundLive: number
  /** Animation frames per second. */
  readonly pageFps: number
  /** 95th percentile of the time between animation frames, in milliseconds. */
  readonly interval95: number
  /** Bytes until the first landmarks. */
  readonly bytes: number
  /** Peak memory in bytes. */
  readonly memory: number | undefined
  /** Milliseconds from a frame's capture to its landmarks on the screen: median and 95th percentile. */
  readonly latency50: number | undefined
  readonly latency95: number | undefined
  /** Processor time of all processes of the browser per processed frame, in milliseconds. */
  readonly cpuMsPerFrame: number | undefined
  /** Number of processor cores kept busy. */
  readonly cores: number
  /** Seconds until the first landmarks. */
  readonly secondsToLandmarks: number
  readonly score: Score | undefined
}

/** Computes the processor time per processed frame in milliseconds; undefined without frames. */
export function computeCpuPerFrame({ cpuSeconds, live }: BenchTrial): number | undefined {
  return live.results > 0 ? (1000 * cpuSeconds) / live.results : undefined
}

/** Summarizes trials with `seconds` of video as medians; undefined without trials. */
export function summarizeTrials(
  { configuration, trials, accuracy }: ConfigurationResult,
  seconds: number,
): SummaryRow | undefined {
  const over = (value: (trial: BenchTrial) => number | undefined) =>
    computeMedian(trials.flatMap((trial) => value(trial) ?? []))
  if (trials.length === 0) return undefined
  const { name, title, backend, points } = configuration
  return {
    name,
    title,
    backend,
    points,
    landmarks: over(({ stills }) => computeMedian(stills.landmarks)),
    detection: over(({ stills }) => computeMedian(stills.detection)),
    found: over(({ stills }) => stills.found) ?? 0,
    fps: over(({ live }) => live.fps) ?? 0,
    foundLive: over(({ live }) => live.found) ?? 0,
    pageFps: over(({ live }) => live.pageFps) ?? 0,
    interval95: over(({ live }) => live.interval95) ?? 0,
    bytes: over(({ bytes }) => bytes) ?? 0,
    memory: over(({ memory }) => memory),
    latency50: over(({ live }) => live.latency50),
    latency95: over(({ live }) => live.latency95),
    cpuMsPerFrame: over(computeCpuPerFrame),
    cores: (over(({ cpuSeconds }) => cpuSeconds) ?? 0) / seconds,
    secondsToLandmarks: over(({ secondsToLandmarks }) => secondsToLandmarks) ?? 0,
    score: accuracy?.score,
  }
}
