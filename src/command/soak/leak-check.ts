import { fitSlope } from '../slope.ts'

/** What a page that follows a camera, or scores photos, was like at one moment. */
export interface SoakSample {
  /** Pictures drawn, or faces scored, so far. */
  readonly frames: number
  /** Bytes of all that lives on the heaps of the page and its workers, but for compiled code. */
  readonly heap: number
  readonly tensors: number
  readonly workers: number
  /** Bytes on graphics hardware; 0 on wasm. */
  readonly gpuBytes: number
}

export interface LeakReport {
  readonly frames: number
  /** Bytes that live on the heaps at the end. */
  readonly heap: number
  /** Bytes that the heaps grow by in 1,000 frames, and the standard error of that. */
  readonly growth: number
  readonly growthError: number
  /** Every number of tensors there was. */
  readonly tensors: readonly number[]
  readonly workers: readonly number[]
  /** Bytes on graphics hardware when the second half began, and at the end. */
  readonly gpuBytes: readonly [number, number]
  /** Milliseconds from picture to picture. */
  readonly median: number
  readonly p99: number
  /** Neither heaps nor tensors nor graphics memory grow, and no worker is lost. */
  readonly flat: boolean
}

/** What a page may keep of a thousand frames: a byte a frame, where the smallest object has twelve. */
const NEGLIGIBLE_GROWTH_BYTES = 1024

/** What Evaluate may keep of a face: its path, distances to divide by, and errors feature by feature. */
export const BYTES_PER_FACE = 1024

const listDistinct = (values: readonly number[]) => [...new Set(values)]

/**
 * Whether anything grew over at least six samples; `spans` are the milliseconds from picture to picture,
 * `kept` the bytes that may stay of a thousand frames.
 * Heaps grow if their slope over the second half is above twice its standard error and above what may stay:
 * caches fill in the first half.
 */
export function checkForLeaks(
  samples: readonly SoakSample[],
  spans: readonly number[],
  kept = NEGLIGIBLE_GROWTH_BYTES,
): LeakReport {
  const settled = samples.slice(samples.length >> 1)
  const { slope, error } = fitSlope(settled.map(({ frames, heap }) => [frames / 1000, heap] as const))
  const sorted = spans.toSorted((p, q) => p - q)
  const at = (share: number) => sorted.at(Math.ceil(share * sorted.length) - 1) ?? NaN
  const tensors = listDistinct(samples.map((sample) => sample.tensors))
  const workers = listDistinct(samples.map((sample) => sample.workers))
  const gpuBytes = [settled[0].gpuBytes, settled[settled.length - 1].gpuBytes] as const
  const [first, last] = [samples[0], samples[samples.length - 1]]
  return {
    frames: last.frames - first.frames,
    heap: last.heap,
    growth: slope,
    growthError: error,
    tensors,
    workers,
    gpuBytes,
    median: at(0.5),
    p99: at(0.99),
    flat:
      slope <= Math.max(2 * error, kept) &&
      tensors.length === 1 &&
      workers.length === 1 &&
      gpuBytes[1] <= gpuBytes[0],
  }
}
