import { computeJitter } from '../../evaluation/jitter.ts'
import type { Face, Times } from '../../landmarker/landmarker.ts'
import { computeMedian } from '../../landmarker/median.ts'

/** Statistics of one variant. */
export interface VariantStats {
  /** Time of stage 2 in milliseconds. */
  readonly time: number
  /** Jitter of the landmarks before smoothing (`computeJitter`). */
  readonly jitter: number | undefined
}

/** Medians over the last frames: frames per second, and milliseconds per step. */
export interface Stats {
  readonly fps: number | undefined
  readonly detection: number
  /** Undefined if both stages are timed together. */
  readonly stage1: number | undefined
  readonly stage2: number
  readonly variants: Readonly<Record<string, VariantStats>>
}

const WINDOW_FRAMES = 30

interface MeasuredFrame {
  readonly at: number
  readonly times: Times
  readonly jitter: Readonly<Record<string, number>>
}

const getRawLandmarks = ({ measured, variants }: Face) => measured ?? variants

/** Computes each variant's jitter in the middle one of three frames of a face. */
function computeJitters(frames: readonly Face[]): Record<string, number> {
  const jitters: Record<string, number> = {}
  for (const name of Object.keys(getRawLandmarks(frames[0]!))) {
    const track = frames.flatMap((face) => [getRawLandmarks(face)[name] ?? []])
    if (track.every((points) => points.length > 0)) jitters[name] = computeJitter(track)
  }
  return jitters
}

/** Collects the times of the last 30 frames; medians over them do not flicker. */
export class RollingStats {
  readonly #frames: MeasuredFrame[] = []
  /** The face of the last frames, as many as its jitter needs. */
  #recent: readonly Face[] = []

  /** Adds a frame at time `at` in milliseconds. `faces` are sorted by size, the largest first. */
  add(times: Times, faces: readonly Face[], at: number): void {
    const now = faces.at(0)
    const same = this.#recent.at(-1)?.id === now?.id ? this.#recent : []
    this.#recent = now ? [...same, now].slice(-3) : []
    const jitter = this.#recent.length === 3 ? computeJitters(this.#recent) : {}
    this.#frames.push({ at, times, jitter })
    while (this.#frames.length > WINDOW_FRAMES) this.#frames.shift()
  }

  clear(): void {
    this.#frames.length = 0
    this.#recent = []
  }

  summarize(live: boolean): Stats | undefined {
    const frames = this.#frames
    const last = frames.at(-1)
    if (!last) return undefined
    const span = last.at - frames[0]!.at
    const computeStat = (get: (frame: MeasuredFrame) => number | undefined) =>
      computeMedian(frames.map(get).filter((value) => value !== undefined))
    const names = Object.keys(last.times.variants)
    return {
      fps: live && span > 0 ? ((frames.length - 1) * 1000) / span : undefined,
      detection: computeStat(({ times }) => times.detection) ?? 0,
      stage1: computeStat(({ times }) => times.stage1),
      stage2: computeStat(({ times }) => times.stage2) ?? 0,
      variants: Object.fromEntries(
        names.map((name) => [
          name,
          {
            time: computeStat(({ times }) => times.variants[name]) ?? 0,
            jitter: live ? computeStat(({ jitter }) => jitter[name]) : undefined,
          },
        ]),
      ),
    }
  }
}
