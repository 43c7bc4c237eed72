import { computeInterOcular } from '../../evaluation/nme.ts'
import { distance, type Point } from '../../geometry/point.ts'
import type { Face, Times } from '../../landmarker/landmarker.ts'

/** What is said of one variant. */
export interface VariantFigures {
  /** Milliseconds of its stage 2. */
  readonly time: number
  /** Mean movement of a landmark from frame to frame before smoothing, in percent of the inter-ocular distance. */
  readonly jitter: number | undefined
}

/** What the overlay says: frames a second, and milliseconds of each step. */
export interface Figures {
  readonly fps: number | undefined
  readonly detection: number
  /** Undefined where both stages run in one go. */
  readonly stage1: number | undefined
  readonly stage2: number
  readonly variants: Readonly<Record<string, VariantFigures>>
}

const KEPT = 30

interface Frame {
  readonly at: number
  readonly times: Times
  readonly jitter: Readonly<Record<string, number>>
}

const measuredOf = (face: Face | undefined) => face?.measured ?? face?.variants ?? {}

/** The median of numbers; undefined of none. */
function median(values: readonly number[]): number | undefined {
  return values.toSorted((p, q) => p - q).at(values.length >> 1)
}

function movement(before: readonly Point[], now: readonly Point[]): number {
  const sum = now.reduce((total, point, i) => total + distance(point, before[i]), 0)
  return (100 * sum) / now.length / computeInterOcular(now)
}

/** Keeps the last frames' times, so that the figures shown are medians and do not flicker. */
export class FigureKeeper {
  readonly #frames: Frame[] = []
  #before: Face | undefined

  /** `faces` are the largest first. */
  add(times: Times, faces: readonly Face[], at: number): void {
    const now = faces.at(0)
    const jitter: Record<string, number> = {}
    const before = this.#before?.id === now?.id ? measuredOf(this.#before) : {}
    for (const [name, landmarks] of Object.entries(measuredOf(now))) {
      if (before[name]) jitter[name] = movement(before[name], landmarks)
    }
    this.#before = now
    this.#frames.push({ at, times, jitter })
    while (this.#frames.length > KEPT) this.#frames.shift()
  }

  clear(): void {
    this.#frames.length = 0
    this.#before = undefined
  }

  figures(live: boolean): Figures | undefined {
    const frames = this.#frames
    const last = frames.at(-1)
    if (!last) return undefined
    const span = last.at - frames[0].at
    const of = (get: (frame: Frame) => number | undefined) =>
      median(frames.map(get).filter((value) => value !== undefined))
    const names = Object.keys(last.times.variants)
    return {
      fps: live && span > 0 ? ((frames.length - 1) * 1000) / span : undefined,
      detection: of(({ times }) => times.detection) ?? 0,
      stage1: of(({ times }) => times.stage1),
      stage2: of(({ times }) => times.stage2) ?? 0,
      variants: Object.fromEntries(
        names.map((name) => [
          name,
          {
            time: of(({ times }) => times.variants[name]) ?? 0,
            jitter: live ? of(({ jitter }) => jitter[name]) : undefined,
          },
        ]),
      ),
    }
  }
}
