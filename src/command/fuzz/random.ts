import { createRandom } from '../../evaluation/random.ts'

/** Seeded random numbers; the same seed gives the same input. */
export class SeededRandom {
  readonly #next: () => number

  /** Derives the seed from parser and input number, so that a single input can be reproduced. */
  constructor(seed: number, name: string, index: number) {
    // FNV-1a.
    let hash = 0x811c9dc5
    for (const letter of `${seed} ${name} ${index}`) {
      hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193)
    }
    this.#next = createRandom(hash)
  }

  /** Returns a whole number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.#next() * count)
  }

  chance(share: number): boolean {
    return this.#next() < share
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!
  }

  /** Returns a size up to 2 ** bits - 1, small ones more often. */
  size(bits: number): number {
    return this.below(2 ** (1 + this.below(bits)))
  }
}
