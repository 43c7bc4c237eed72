import type { Score } from '../../evaluation/score.ts'
import type { BackendName } from '../../landmarker/backend/backends.ts'
import type { Accuracy } from './accuracy.ts'
import type { Configuration } from './configurations.ts'
import type { Trial } from './trial.ts'

/** An entrant with what it did, round by round. */
export interface ConfigurationResult {
  readonly configuration: Configuration
  readonly trials: readonly Trial[]
  readonly accuracy: Accuracy | undefined
}

/** Medians of an entrant over the rounds. */
export interface SummaryRow {
  readonly name: string
  readonly title: string
  readonly backend: BackendName
  readonly points: number
  /** Milliseconds on a given face. */
  readonly landmarks: number | undefined
  /** Milliseconds on a whole photo, over those where a face was found. */
  readonly detection: number | undefined
  /** Stills where a face was found. */
  readonly found: number
  /** Results with a face, per second. */
  readonly fps: number
  /** Share of the results that have a face. */
  readonly foundLive: number
  /** Animation frames per second. */
  readonly pageFps: number
  /** Milliseconds; 95% of the animation frames come sooner after the last one. */
  readonly interval95: number
  /** Bytes until the first landmarks. */
  readonly bytes: number
  /** Bytes. */
  readonly memory: number | undefined
  /** Milliseconds from a frame's capture to its landmarks on the screen: 50% and 95% are shorter. */
  readonly latency50: number | undefined
  readonly latency95: number | undefined
  /** Milliseconds of processor time of all processes of the browser, for each frame that was worked on. */
  readonly cpuMsPerFrame: number | undefined
  /** Processor cores that they kept busy. */
  readonly cores: number
  /** Seconds until the first landmarks. */
  readonly secondsToLandmarks: number
  readonly score: Score | undefined
}

/** The middle of values, or the mean of the two in the middle; undefined of none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((p, q) => p - q)
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.ceil((sorted.length - 1) / 2)]
  return sorted.length ? (sorted[low] + sorted[high]) / 2 : undefined
}

/** Milliseconds of processor time for each frame that was worked on; undefined if none was. */
export function cpuPerFrame({ cpuSeconds, live }: Trial): number | undefined {
  return live.results > 0 ? (1000 * cpuSeconds) / live.results : undefined
}

/** Medians over turns with so many seconds of video; undefined of an entrant without a turn. */
export function summarizeTrials(
  { configuration, trials, accuracy }: ConfigurationResult,
  seconds: number,
): SummaryRow | undefined {
  const middle = (value: (trial: Trial) => number | undefined) =>
    median(trials.flatMap((trial) => value(trial) ?? []))
  if (trials.length === 0) return undefined
  const { name, title, backend, points } = configuration
  return {
    name,
    title,
    backend,
    points,
    landmarks: middle(({ stills }) => median(stills.landmarks)),
    detection: middle(({ stills }) => median(stills.detection)),
    found: middle(({ stills }) => stills.found) ?? 0,
    fps: middle(({ live }) => live.fps) ?? 0,
    foundLive: middle(({ live }) => live.found) ?? 0,
    pageFps: middle(({ live }) => live.pageFps) ?? 0,
    interval95: middle(({ live }) => live.interval95) ?? 0,
    bytes: middle(({ bytes }) => bytes) ?? 0,
    memory: middle(({ memory }) => memory),
    latency50: middle(({ live }) => live.latency50),
    latency95: middle(({ live }) => live.latency95),
    cpuMsPerFrame: middle(cpuPerFrame),
    cores: (middle(({ cpuSeconds }) => cpuSeconds) ?? 0) / seconds,
    secondsToLandmarks: middle(({ secondsToLandmarks }) => secondsToLandmarks) ?? 0,
    score: accuracy?.score,
  }
}
