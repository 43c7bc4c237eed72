import { createRandom } from '../../evaluation/random.ts'

/** Chance from a seed: the same seed makes the same input again. */
export class SeededRandom {
  readonly #next: () => number

  /** Each input has its own: that of number `index` of a parser needs none of those before it. */
  constructor(seed: number, name: string, index: number) {
    // FNV-1a.
    let hash = 0x811c9dc5
    for (const letter of `${seed} ${name} ${index}`) {
      hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193)
    }
    this.#next = createRandom(hash)
  }

  /** A whole number from 0 on, below `count`. */
  below(count: number): number {
    return Math.floor(this.#next() * count)
  }

  chance(share: number): boolean {
    return this.#next() < share
  }

  pick<T>(of: readonly T[]): T {
    return of[this.below(of.length)]
  }

  /** A number of things, small ones more often: up to 2 ** bits - 1. */
  size(bits: number): number {
    return this.below(2 ** (1 + this.below(bits)))
  }
}
