import { STAGES } from '../../geometry/face.ts'
import { distance, type Point } from '../../geometry/point.ts'
import type { Square } from '../../geometry/square.ts'
import type { BackendName } from './backends.ts'
import type { RoiResult } from '../result.ts'

/** Largest difference from wasm's landmarks that rounding explains, in pixels of the last network's input. */
export const MAX_DIFFERENCE_PX = 1

/** Frames with a face from one comparison to the next. */
const FRAMES_BETWEEN = 100
/** First frame with a face that is compared: not the very first, which other runtimes got right alone. */
const FIRST_FRAME = 5

const [, { input: INPUT_PX, margin: MARGIN }] = STAGES

/**
 * Computes the largest distance between landmarks of one face by two backends, from pixels of the image to
 * pixels of CNN-7's input, whose crop was cut around `square`. Infinite if they cannot be compared: numbers
 * that are not finite, or another number of landmarks.
 */
export function computeDifference(
  square: Square,
  landmarks: readonly Point[],
  reference: readonly Point[],
): number {
  if (landmarks.length !== reference.length) return Infinity
  const scale = INPUT_PX / (square.side * MARGIN)
  const difference = Math.max(0, ...landmarks.map((point, i) => distance(point, reference[i]) * scale))
  return Number.isNaN(difference) ? Infinity : difference
}

/** Half a sentence for a backend whose landmarks are too far from wasm's; undefined if they are near. */
export function findFault(backend: BackendName, difference: number): string | undefined {
  if (difference <= MAX_DIFFERENCE_PX) return undefined
  const size = Number.isFinite(difference)
    ? `${difference.toFixed(1)} pixels (of ${INPUT_PX}) from wasm's`
    : 'that are no numbers'
  return `${backend} gave landmarks ${size}`
}

/** A face as one backend saw it: the square of its crop, landmarks in pixels of the image. */
export type ComparedFace = Pick<RoiResult, 'id' | 'square' | 'landmarks'>

/** Result of a comparison. */
export interface CheckResult {
  /** Largest of all faces, in pixels of the network's input; undefined if both saw no face of the same id. */
  readonly difference: number | undefined
  /** Half a sentence if the backend is wrong. */
  readonly fault: string | undefined
}

/** Compares a graphics backend with wasm on about one frame in a hundred. */
export class ReferenceCheck {
  readonly #backend: BackendName
  #frames = 0

  constructor(backend: BackendName) {
    this.#backend = backend
  }

  /** Counts a frame; true if it shows a face and is to be compared. */
  isDue(faces: number): boolean {
    if (faces === 0) return false
    this.#frames++
    return this.#frames === FIRST_FRAME || this.#frames % FRAMES_BETWEEN === 0
  }

  /** Judges the backend by its answers to a frame and wasm's to the same squares, paired by id. */
  judge(found: readonly ComparedFace[], reference: readonly ComparedFace[]): CheckResult {
    const differences = found.flatMap(({ id, square, landmarks }) => {
      const other = reference.find((face) => face.id === id)
      return other ? [computeDifference(square, landmarks, other.landmarks)] : []
    })
    if (differences.length === 0) return { difference: undefined, fault: undefined }
    const difference = Math.max(...differences)
    const fault = findFault(this.#backend, difference)
    return { difference, fault: fault && `${fault}, seen after ${this.#frames} frames with a face` }
  }
}
