import { STAGES } from '../../geometry/face.ts'
import { distance, type Point } from '../../geometry/point.ts'
import type { Square } from '../../geometry/square.ts'
import type { BackendName } from './backends.ts'
import type { RoiResult } from '../result.ts'

/** Largest difference from wasm's landmarks that rounding can explain, in pixels of the last network's input. */
export const MAX_DIFFERENCE_PX = 1

/** Number of frames with a face from one comparison to the next. */
const FRAMES_BETWEEN = 100
/** First frame with a face that is compared; not the very first one, which faulty devices can still get right. */
const FIRST_FRAME = 5

const [, { input: INPUT_PX, margin: MARGIN }] = STAGES

/**
 * Computes the largest distance between corresponding landmarks of two backends, in pixels of CNN-7's input, whose crop
 * was cut around `square`. Both sets of landmarks are in pixels of the image. Infinite if they have different lengths
 * or contain numbers that are not finite.
 */
export function computeDifference(
  square: Square,
  landmarks: readonly Point[],
  reference: readonly Point[],
): number {
  if (landmarks.length !== reference.length) return Infinity
  const scale = INPUT_PX / (square.side * MARGIN)
  const difference = Math.max(0, ...landmarks.map((point, i) => distance(point, reference[i]!) * scale))
  return Number.isNaN(difference) ? Infinity : difference
}

/** Finds the fault, as a clause, of a backend whose landmarks differ too much from wasm's; undefined if there is none. */
export function findFault(backend: BackendName, difference: number): string | undefined {
  if (difference <= MAX_DIFFERENCE_PX) return undefined
  const size = Number.isFinite(difference)
    ? `${difference.toFixed(1)} pixels (of ${INPUT_PX}) from wasm's`
    : 'that are no numbers'
  return `${backend} gave landmarks ${size}`
}

/** Result of one backend for a face. */
export type ComparedFace = Pick<RoiResult, 'id' | 'square' | 'landmarks'>

/** Result of a comparison. */
export interface CheckResult {
  /** Largest difference of all faces, in pixels of the network's input; undefined if there are no common ids. */
  readonly difference: number | undefined
  /** Fault of the backend, as a clause; undefined if there is none. */
  readonly fault: string | undefined
}

/** Compares a graphics backend with wasm on about 1% of the frames. */
export class ReferenceCheck {
  readonly #backend: BackendName
  #frames = 0

  constructor(backend: BackendName) {
    this.#backend = backend
  }

  /** Counts a frame; returns true if it shows a face and a comparison is due. */
  isDue(faces: number): boolean {
    if (faces === 0) return false
    this.#frames++
    return this.#frames === FIRST_FRAME || this.#frames % FRAMES_BETWEEN === 0
  }

  /** Compares the backend's results for a frame with wasm's for the same squares, paired by id. */
  judge(results: readonly ComparedFace[], reference: readonly ComparedFace[]): CheckResult {
    const differences = results.flatMap(({ id, square, landmarks }) => {
      const other = reference.find((face) => face.id === id)
      return other ? [computeDifference(square, landmarks, other.landmarks)] : []
    })
    if (differences.length === 0) return { difference: undefined, fault: undefined }
    const difference = Math.max(...differences)
    const fault = findFault(this.#backend, difference)
    return { difference, fault: fault && `${fault}, seen after ${this.#frames} frames with a face` }
  }
}
