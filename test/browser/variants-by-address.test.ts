import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Page } from 'playwright-core'
import { identifyVariant } from '../../src/landmarker/models/variant-id.ts'
import { useBrowser } from '../support/browsing.ts'
import { toServedUrl, openLibrary, PHOTO, SQUARE } from '../support/library-page.ts'

describe('a variant', () => {
  beforeEach(() => vi.stubGlobal('location', { href: 'https://some.org/app/index.html?view=live' }))
  afterEach(() => vi.unstubAllGlobals())

  it.each([
    ['wing', 'wing'],
    ['tuned-1', 'tuned-1'],
    ['./mine', 'https://some.org/app/mine/'],
    ['../mine/', 'https://some.org/mine/'],
    ['/models/mine', 'https://some.org/models/mine/'],
    ['https://other.org/mine', 'https://other.org/mine/'],
    ['https://other.org/mine/#part', 'https://other.org/mine/'],
    ['https://other.org/mine?key=1', 'https://other.org/mine/?key=1'],
  ])('given as %s is called %s', (given, called) => {
    expect(identifyVariant(given)).toBe(called)
    expect(identifyVariant(called)).toBe(called)
  })

  it('with an address that cannot be read is refused in a sentence', () => {
    expect(() => identifyVariant('https://')).toThrow(/could not be loaded: it is not a valid URL/)
  })
})

describe('on a page, variants by address', () => {
  const browser = useBrowser()
  let page: Page
  beforeEach(async () => {
    page = await openLibrary(browser())
  })
  afterEach(() => page.close())

  const start = (variant: string) =>
    page.evaluate((v) => window.library.start({ variant: v, backend: 'wasm' }), variant)
  const use = (names: readonly string[]) => page.evaluate((n) => window.library.use(n), names)
  const run = () => page.evaluate(([p, s]) => window.library.run(p, s), [PHOTO, SQUARE] as const)

  it.each(['../tiny', '/tiny/', './../tiny/'])(
    'have one name from the option to the result: %s',
    async (given) => {
      expect(await start(given)).toEqual([toServedUrl('tiny')])
      const { faces } = await run()
      expect(Object.keys(faces[0]!.variants)).toEqual([toServedUrl('tiny')])
    },
  )

  it('do not take the place of a shipped variant whose name their manifest has', async () => {
    await start('lite')
    expect(await use(['wing', '/named-wing', 'lite'])).toEqual(['wing', toServedUrl('named-wing'), 'lite'])
    const { faces } = await run()
    const { variants } = faces[0]!
    expect(Object.keys(variants)).toEqual(['wing', toServedUrl('named-wing'), 'lite'])
    expect(variants[toServedUrl('named-wing')]).not.toEqual(variants.wing)
  })

  it('are loaded once when the networks are started again', async () => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await start('../tiny')
    const before = await run()
    const worker = page.workers().find((one) => one.url().includes('landmarker-worker'))
    asked.length = 0
    // What a worker says when it cannot go on.
    await worker?.evaluate(() => self.postMessage({ lost: 'the test ends it' }))
    const after = await run()
    expect(Object.keys(after.faces[0]!.variants)).toEqual([toServedUrl('tiny')])
    expect(after.tensors).toBe(before.tensors)
    expect(asked.filter((url) => url.endsWith('model.json'))).toEqual([`${toServedUrl('tiny')}model.json`])
  })
})
