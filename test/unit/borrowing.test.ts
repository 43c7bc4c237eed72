import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Networks } from '../../src/app/state/networks.ts'
import { createAppStore, type AppStore } from '../../src/app/state/store.ts'

/** Variants that the networks were told to use, one call after another. */
const used: string[][] = []

vi.mock('../../src/landmarker/landmarker.ts', () => ({
  createLandmarker: () =>
    Promise.resolve({
      backend: { name: 'wasm', reason: 'asked for' },
      variants: ['wing'],
      warmUp: () => Promise.resolve(),
      use: async (names: string[]) => void used.push(names),
    }),
}))

const settle = () => new Promise((resolve) => setTimeout(resolve, 5))

/** Work with the networks that goes on until the test ends it. */
class HeldWork {
  began = false
  end: () => void = () => {}
  fail: (error: Error) => void = () => {}
  readonly run = (): Promise<void> => {
    this.began = true
    return new Promise((resolve, reject) => {
      this.end = resolve
      this.fail = reject
    })
  }
}

let store: AppStore
let networks: Networks
let works: HeldWork[]
const began = () => works.map((work) => work.began)

beforeEach(async () => {
  store = createAppStore('?variant=wing')
  networks = new Networks(store)
  await networks.start()
  works = [new HeldWork(), new HeldWork(), new HeldWork()]
  used.length = 0
})

describe('borrowers of the networks', () => {
  it('have them one at a time, in the order in which they asked', async () => {
    const done = works.map((work) => networks.borrow(work.run))
    await settle()
    expect(began()).toEqual([true, false, false])
    works[0]!.end()
    await settle()
    expect(began()).toEqual([true, true, false])
    works[1]!.end()
    await settle()
    expect(began()).toEqual([true, true, true])
    works[2]!.end()
    await Promise.all(done)
  })

  it('that come while another one waits, or just as one has ended, wait too', async () => {
    const first = networks.borrow(works[0]!.run)
    const second = networks.borrow(works[1]!.run)
    await settle()
    works[0]!.end()
    const third = first.then(() => networks.borrow(works[2]!.run))
    await settle()
    expect(began()).toEqual([true, true, false])
    works[1]!.end()
    await settle()
    works[2]!.end()
    await Promise.all([first, second, third])
  })

  it('that fail let the next one have them', async () => {
    const first = networks.borrow(works[0]!.run)
    const second = networks.borrow(works[1]!.run)
    await settle()
    works[0]!.fail(new Error('the work failed'))
    await expect(first).rejects.toThrow('the work failed')
    await settle()
    expect(began()).toEqual([true, true, false])
    works[1]!.end()
    await second
  })

  it('leave the page without them until the last one has ended; then its variants are in use again', async () => {
    const first = networks.borrow(works[0]!.run)
    const second = networks.borrow(works[1]!.run)
    let isFree = false
    const whenFree = networks.whenFree().then(() => (isFree = true))
    await settle()
    works[0]!.end()
    await settle()
    expect([isFree, networks.landmarker, store.getState().variants]).toEqual([false, undefined, undefined])
    expect(used).toEqual([])
    works[1]!.end()
    await Promise.all([first, second, whenFree])
    expect(networks.landmarker).toBeDefined()
    expect(store.getState().variants).toEqual(['wing'])
    expect(used).toEqual([['wing']])
  })
})
