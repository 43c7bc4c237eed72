/** Browser that may crash. */
export interface Mortal {
  /** Tells whether it still has the page that it opened. */
  isAlive(): Promise<boolean>
  close(): Promise<void>
}

/**
 * A browser that is started again once if its own process crashes, which is no fault of the page: the test that
 * met the crash says so and runs again. A second crash fails, for then there may be a reason.
 */
export class OnceAgain<B extends Mortal> {
  readonly #launch: () => Promise<B>
  #browser: B | undefined
  #crashes = 0

  constructor(launch: () => Promise<B>) {
    this.#launch = launch
  }

  async start(): Promise<void> {
    this.#browser = await this.#launch()
  }

  get browser(): B {
    if (!this.#browser) throw new Error('start comes first')
    return this.#browser
  }

  /** Runs a test; `say` hears of a crash. @throws Error what the test throws, or that there was a second crash. */
  async run(name: string, test: () => Promise<void>, say: (text: string) => unknown): Promise<void> {
    try {
      await test()
    } catch (error) {
      if (await this.browser.isAlive()) throw error
      this.#crashes++
      if (this.#crashes > 1) {
        throw new Error(`The browser's process crashed a second time, in "${name}".`, { cause: error })
      }
      await say(`The browser's process crashed in "${name}". It was started again, and this test too.`)
      await this.close()
      await this.start()
      await this.run(name, test, say)
    }
  }

  async close(): Promise<void> {
    await this.#browser?.close()
    this.#browser = undefined
  }
}
