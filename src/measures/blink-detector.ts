import { OpenLevel } from './open-level.ts'

/**
 * Blink; times are in seconds of the clip. Because the lids also move outside the thresholds, the start of synthetic
 * blinks of 0.1 to 0.4 s is 0.02 to 0.03 s late, and their length 0.04 to 0.06 s too short on average.
 */
export interface Blink {
  /** Time at which the eye fell below the closing threshold, interpolated linearly between frames. */
  readonly start: number
  /** Seconds from the start until the eye rose above the opening threshold. */
  readonly length: number
  /** Relative loss of the open eye's aspect ratio at the deepest frame: 0 open, 1 fully closed. */
  readonly depth: number
}

/** Thresholds are shares of the person's own open level, times are in seconds. */
export interface BlinkOptions {
  /** Share of the open level below which an eye closes. */
  readonly closeBelow: number
  /** Share above which it is open again; larger than `closeBelow`, so that noise does not start a second blink. */
  readonly openAbove: number
  /** Smallest depth of a blink. */
  readonly minDepth: number
  /** Longest blink; an eye closed for longer is closed on purpose or squinting. */
  readonly maxLength: number
  /** Maximum time from open to 80% of the depth, less one frame; slower lids are squinting. */
  readonly maxClosing: number
  /** Longest gap between frames across which a blink is still followed. */
  readonly maxGap: number
}

/**
 * Thresholds for blinks of 0.1 to 0.4 s. On synthetic clips of 15 to 60 fps they find 98% of the blinks or more,
 * without a false one up to a noise of 6% of the open ratio; at 8% there is one in 40 to 160 s, at 10% the ratio
 * must be smoothed first (test/unit/blink-detector.test.ts).
 */
export const DEFAULT_BLINK_OPTIONS: BlinkOptions = {
  closeBelow: 0.75,
  openAbove: 0.85,
  minDepth: 0.3,
  maxLength: 0.6,
  maxClosing: 0.2,
  maxGap: 0.25,
}

/** Seconds of open eyes needed before a drop of the ratio can start a blink. */
const WARM_UP_S = 0.25

interface EyeSample {
  readonly time: number
  readonly ratio: number
}

interface Closure {
  readonly start: number
  /** Time of the last frame with an open eye. */
  readonly openAt: number
  /** Seconds from the frame before the first one below the threshold. */
  readonly frame: number
  readonly level: number
  readonly samples: EyeSample[]
}

/** Interpolates the time at which the line through two samples crosses a ratio. */
function interpolateCrossing(p: EyeSample, q: EyeSample, ratio: number): number {
  const share = p.ratio === q.ratio ? 1 : (p.ratio - ratio) / (p.ratio - q.ratio)
  return p.time + Math.min(1, Math.max(0, share)) * (q.time - p.time)
}

/**
 * Detector of blinks in the aspect ratio of an eye over time, or in the mean of both (`FaceMeasures`; Soukupová
 * and Čech 2016 average them, for both eyes blink at once). One detector follows one person. Thresholds with
 * hysteresis follow that person's open level; frames may come at any rate and be missing.
 */
export class BlinkDetector {
  readonly #options: BlinkOptions
  #open = new OpenLevel()
  #closure: Closure | undefined
  #last: EyeSample | undefined
  /** Last frame in which the eye was above the opening threshold. */
  #lastOpen: EyeSample | undefined

  constructor(options: Partial<BlinkOptions> = {}) {
    this.#options = { ...DEFAULT_BLINK_OPTIONS, ...options }
  }

  /** Aspect ratio of the person's open eyes as known so far; undefined before the first frame. */
  get openLevel(): number | undefined {
    return this.#open.value
  }

  /** True while the eye is below the thresholds, whether or not this becomes a blink. */
  get closed(): boolean {
    return this.#closure !== undefined
  }

  /** Resets all state, for another person. */
  reset(): void {
    this.#open = new OpenLevel()
    this.#closure = undefined
    this.#last = undefined
    this.#lastOpen = undefined
  }

  /**
   * Takes one frame: its time in seconds and the eye's aspect ratio, undefined (or not finite) where no face was
   * found, which counts as a missing frame. Returns the blink that ended with this frame, if one did. A frame
   * before the last one is a seek and resets; one at the same time is ignored.
   */
  update(time: number, ratio: number | undefined): Blink | undefined {
    if (!Number.isFinite(time) || ratio === undefined || !Number.isFinite(ratio)) return undefined
    const last = this.#last
    if (last && time === last.time) return undefined
    if (last && time < last.time) this.reset()
    const sample = { time, ratio }
    const blink = this.#addSample(sample)
    this.#last = sample
    return blink
  }

  #addSample(sample: EyeSample): Blink | undefined {
    const last = this.#last
    const { closeBelow, openAbove, maxLength: longest, maxGap: longestGap } = this.#options
    if (last && sample.time - last.time > longestGap) {
      this.#dropClosure()
      this.#lastOpen = undefined
    }
    const closure = this.#closure
    if (closure) {
      const isOpen = sample.ratio >= openAbove * closure.level
      if (!isOpen) closure.samples.push(sample)
      if (isOpen) this.#closure = undefined
      const blink = isOpen ? this.#toBlink(closure, sample) : undefined
      if (isOpen && !blink) for (const { time, ratio } of closure.samples) this.#open.add(time, ratio)
      if (isOpen) this.#addOpen(sample)
      else if (sample.time - closure.start > longest) this.#dropClosure()
      return blink
    }
    const level = this.#open.value
    const open = this.#lastOpen
    if (
      last &&
      open &&
      level !== undefined &&
      this.#open.span >= WARM_UP_S &&
      sample.ratio < closeBelow * level
    ) {
      const start = interpolateCrossing(last, sample, closeBelow * level)
      this.#closure = { start, openAt: open.time, frame: sample.time - last.time, level, samples: [sample] }
      this.#lastOpen = undefined
      return undefined
    }
    if (level === undefined || sample.ratio >= openAbove * level) this.#addOpen(sample)
    else this.#open.add(sample.time, sample.ratio)
    return undefined
  }

  #addOpen(sample: EyeSample): void {
    this.#lastOpen = sample
    this.#open.add(sample.time, sample.ratio)
  }

  /** Drops the current closure as not a blink; its frames then count towards the open level. */
  #dropClosure(): void {
    for (const { time, ratio } of this.#closure?.samples ?? []) this.#open.add(time, ratio)
    this.#closure = undefined
  }

  /** Returns the blink that a closure was, if it meets the thresholds; `end` is the first frame with an open eye. */
  #toBlink({ start, openAt, frame, level, samples }: Closure, end: EyeSample): Blink | undefined {
    const { openAbove, minDepth: leastDepth, maxLength: longest, maxClosing: longestClosing } = this.#options
    const lowest = Math.min(...samples.map(({ ratio }) => ratio))
    const depth = Math.min(1, 1 - lowest / level)
    const length = interpolateCrossing(samples[samples.length - 1]!, end, openAbove * level) - start
    const deep = samples.findIndex(({ ratio }) => 1 - ratio / level >= 0.8 * depth)
    const closing = samples[deep]!.time - openAt - frame
    const isBlink = depth >= leastDepth && length <= longest && closing <= longestClosing
    return isBlink ? { start, length, depth } : undefined
  }
}
