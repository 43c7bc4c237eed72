/** Index of a face in a list of results, and its error; Infinity if it was not found. */
export interface RankedFace {
  readonly face: number
  readonly error: number
}

/** List of the faces with the largest errors of all that were added, at most `size` of them. */
export class WorstFaceList {
  readonly #size: number
  #kept: RankedFace[] = []

  constructor(size: number) {
    this.#size = size
  }

  /** Inserts a face if its error is large enough, and returns whether it did. Of equal errors the earlier one stays. */
  add(face: number, error: number): boolean {
    const place = this.#kept.findIndex((other) => error > other.error)
    const at = place < 0 ? this.#kept.length : place
    if (at >= this.#size) return false
    this.#kept = this.#kept.toSpliced(at, 0, { face, error }).slice(0, this.#size)
    return true
  }

  /** Faces in the list, the largest error first. */
  get faces(): readonly RankedFace[] {
    return this.#kept
  }
}
