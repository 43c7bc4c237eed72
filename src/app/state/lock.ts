/** Lets work have something for itself: one piece of work at a time, in the order in which it was asked for. */
export class Lock {
  /** The end of the last work that was asked for; undefined if none has the lock or waits for it. */
  #last: Promise<void> | undefined

  /** Whether work has the lock, or waits for it. */
  get isHeld(): boolean {
    return this.#last !== undefined
  }

  /**
   * Does the work when all that was asked for earlier has ended. `release` comes after it, however it
   * ended, before anyone else has the lock; it is told whether other work waits already.
   */
  async hold<T>(work: () => Promise<T>, release: (isWanted: boolean) => Promise<void>): Promise<T> {
    const earlier = this.#last
    let end = () => {}
    const own = new Promise<void>((resolve) => (end = resolve))
    // At once: whoever asks next waits for this work, though it waits itself.
    this.#last = own
    await earlier
    try {
      return await work()
    } finally {
      try {
        await release(this.#last !== own)
      } finally {
        if (this.#last === own) this.#last = undefined
        end()
      }
    }
  }

  /** Waits until nobody has the lock or waits for it. */
  async untilFree(): Promise<void> {
    while (this.#last) await this.#last
  }
}
