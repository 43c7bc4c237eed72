import { fitMiddleSlope } from '../slope.ts'

/** Resources of the page at one moment of a soak test. */
export interface SoakSample {
  /** Frames drawn, or faces scored, so far. */
  readonly frames: number
  /** Live bytes on the heaps of the page and its workers, without compiled code. */
  readonly heap: number
  readonly tensors: number
  readonly workers: number
  /** Bytes of graphics memory; 0 on wasm. */
  readonly gpuBytes: number
}

/** Growth of the page's resources over a soak test. */
export interface LeakReport {
  readonly frames: number
  /** Live bytes on the heaps at the end. */
  readonly heap: number
  /** Growth of the heaps in bytes per 1,000 frames over the second half, and what it is at least. */
  readonly growth: number
  readonly leastGrowth: number
  /** Distinct numbers of tensors seen. */
  readonly tensors: readonly number[]
  readonly workers: readonly number[]
  /** Bytes of graphics memory at the start of the second half, and at the end. */
  readonly gpuBytes: readonly [number, number]
  /** Milliseconds from frame to frame. */
  readonly median: number
  readonly p99: number
  /** True if heaps, tensors and graphics memory do not grow and the number of workers is constant. */
  readonly flat: boolean
}

/** Growth per 1,000 frames that is not a leak: a byte per frame, while the smallest object has twelve. */
const NEGLIGIBLE_GROWTH_BYTES = 1024

/** Bytes that Evaluate may keep per face: its path, normalisers, and errors by region. */
export const BYTES_PER_FACE = 1024

const listDistinct = (values: readonly number[]) => [...new Set(values)]

/**
 * Checks samples for leaks, twenty or more so that noise can be told from growth. `intervals` are the milliseconds from
 * frame to frame, `allowed` the bytes of growth allowed per 1,000 frames. Heaps grow if they rise for certain over the
 * second half, and by more than `allowed`; the first half is left out because caches fill in it.
 */
export function checkForLeaks(
  samples: readonly SoakSample[],
  intervals: readonly number[],
  allowed = NEGLIGIBLE_GROWTH_BYTES,
): LeakReport {
  const settled = samples.slice(samples.length >> 1)
  const { slope, least } = fitMiddleSlope(settled.map(({ frames, heap }) => [frames / 1000, heap] as const))
  const sorted = intervals.toSorted((p, q) => p - q)
  const at = (share: number) => sorted.at(Math.ceil(share * sorted.length) - 1) ?? NaN
  const tensors = listDistinct(samples.map((sample) => sample.tensors))
  const workers = listDistinct(samples.map((sample) => sample.workers))
  const [first, last] = [samples[0]!, samples[samples.length - 1]!]
  const gpuBytes = [settled[0]!.gpuBytes, last.gpuBytes] as const
  return {
    frames: last.frames - first.frames,
    heap: last.heap,
    growth: slope,
    leastGrowth: least,
    tensors,
    workers,
    gpuBytes,
    median: at(0.5),
    p99: at(0.99),
    flat:
      (slope <= allowed || least <= 0) &&
      tensors.length === 1 &&
      workers.length === 1 &&
      gpuBytes[1] <= gpuBytes[0],
  }
}
