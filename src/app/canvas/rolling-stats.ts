import { computeInterOcular } from '../../evaluation/nme.ts'
import { distance, type Point } from '../../geometry/point.ts'
import type { Face, Times } from '../../landmarker/landmarker.ts'
import { computeMedian } from '../../landmarker/median.ts'

/** Statistics of one variant. */
export interface VariantStats {
  /** Time of stage 2 in milliseconds. */
  readonly time: number
  /** Mean movement of a landmark between frames before smoothing, in percent of the inter-ocular distance. */
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

const getRawLandmarks = (face: Face | undefined) => face?.measured ?? face?.variants ?? {}

function computeMovement(before: readonly Point[], now: readonly Point[]): number {
  const sum = now.reduce((total, point, i) => total + distance(point, before[i]!), 0)
  return (100 * sum) / now.length / computeInterOcular(now)
}

/** Collects the times of the last 30 frames; medians over them do not flicker. */
export class RollingStats {
  readonly #frames: MeasuredFrame[] = []
  #before: Face | undefined

  /** Adds a frame at time `at` in milliseconds. `faces` are sorted by size, the largest first. */
  add(times: Times, faces: readonly Face[], at: number): void {
    const now = faces.at(0)
    const jitter: Record<string, number> = {}
    const before = this.#before?.id === now?.id ? getRawLandmarks(this.#before) : {}
    for (const [name, landmarks] of Object.entries(getRawLandmarks(now))) {
      if (before[name]) jitter[name] = computeMovement(before[name], landmarks)
    }
    this.#before = now
    this.#frames.push({ at, times, jitter })
    while (this.#frames.length > WINDOW_FRAMES) this.#frames.shift()
  }

  clear(): void {
    this.#frames.length = 0
    this.#before = undefined
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
