import type { Times } from '../landmarker/landmarker.ts'

/** What the overlay says: frames a second, and milliseconds of each step. */
export interface Figures extends Times {
  readonly fps: number | undefined
}

/** The median of one or more numbers. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((p, q) => p - q)
  return sorted[sorted.length >> 1]
}

/** Keeps the last frames' times, so that the figures shown are medians and do not flicker. */
export class FigureKeeper {
  readonly #frames: { at: number; times: Times }[] = []

  add(times: Times, at: number): void {
    this.#frames.push({ at, times })
    while (this.#frames.length > 30) this.#frames.shift()
  }

  clear(): void {
    this.#frames.length = 0
  }

  figures(live: boolean): Figures | undefined {
    const frames = this.#frames
    const last = frames.at(-1)
    if (!last) return undefined
    const span = last.at - frames[0].at
    const of = (key: keyof Times) => median(frames.map((frame) => frame.times[key]))
    return {
      fps: live && span > 0 ? ((frames.length - 1) * 1000) / span : undefined,
      detection: of('detection'),
      stage1: of('stage1'),
      stage2: of('stage2'),
    }
  }
}
