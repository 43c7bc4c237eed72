/** Mutex: runs asynchronous tasks one at a time, in the order of their requests. */
export class Lock {
  /** End of the last task requested; undefined if none holds or awaits the lock. */
  #last: Promise<void> | undefined

  /** True if a task holds or awaits the lock. */
  get isHeld(): boolean {
    return this.#last !== undefined
  }

  /**
   * Runs `work` after all earlier tasks. `release` runs after it, even if it failed, before the next task; it
   * is told whether another task is waiting.
   */
  async hold<T>(work: () => Promise<T>, release: (isWanted: boolean) => Promise<void>): Promise<T> {
    const earlier = this.#last
    let end = () => {}
    const own = new Promise<void>((resolve) => (end = resolve))
    // Set before waiting, so that the next request queues behind this one.
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

  /** Waits until no task holds or awaits the lock. */
  async untilFree(): Promise<void> {
    while (this.#last) await this.#last
  }
}
