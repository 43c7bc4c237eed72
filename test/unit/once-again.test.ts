import { beforeEach, describe, expect, it } from 'vitest'
import { OnceAgain } from '../support/once-again.ts'

/** A browser that lives until it is told otherwise. */
class FakeBrowser {
  alive = true
  closed = false
  isAlive = () => Promise.resolve(this.alive)

  close(): Promise<void> {
    this.closed = true
    return Promise.resolve()
  }

  crash(): never {
    this.alive = false
    throw new Error('the page does not answer')
  }
}

let launched: FakeBrowser[]
let said: string[]
let again: OnceAgain<FakeBrowser>

beforeEach(async () => {
  launched = []
  said = []
  again = new OnceAgain(() => {
    const browser = new FakeBrowser()
    launched.push(browser)
    return Promise.resolve(browser)
  })
  await again.start()
})

const run = (name: string, test: () => void) =>
  again.run(
    name,
    () => Promise.resolve().then(test),
    (text) => said.push(text),
  )

describe('a browser whose process crashes', () => {
  it('is started again, the test that met it says so and runs again, and the others go on', async () => {
    await run('one', () => undefined)
    const seen: number[] = []
    await run('two', () => {
      seen.push(launched.length)
      if (launched.length === 1) again.browser.crash()
    })
    await run('three', () => expect(again.browser).toBe(launched[1]))
    expect(seen).toEqual([1, 2])
    expect(said).toEqual([
      'The browser\'s process crashed in "two". It was started again, and this test too.',
    ])
    expect(launched.map(({ closed }) => closed)).toEqual([true, false])
  })

  it('fails when it crashes a second time, in the same test or in another one', async () => {
    const crash = () => again.browser.crash()
    await expect(run('one', crash)).rejects.toThrow('crashed a second time, in "one"')
    await expect(run('two', crash)).rejects.toThrow('crashed a second time, in "two"')
    expect(launched).toHaveLength(2)
    expect(said).toHaveLength(1)
  })

  it('is not started again for a test that fails by itself', async () => {
    const fails = () => expect(1).toBe(2)
    await expect(run('one', fails)).rejects.toThrow('expected 1 to be 2')
    expect(launched).toHaveLength(1)
    expect(said).toEqual([])
  })
})
