import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { readFileSync } from 'node:fs'
import { useBrowser } from '../support/browsing.ts'
import { openLibrary } from '../support/library-page.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

describe('weights of the package', () => {
  const browser = useBrowser()
  let page: Page
  beforeEach(async () => {
    page = await openLibrary(browser())
  })
  afterEach(() => page.close())

  const start = (variant: string, cache?: string | false) =>
    page.evaluate(([v, c]) => window.library.start({ variant: v, cache: c, backend: 'wasm' }), [
      variant,
      cache,
    ] as const)
  const kept = () =>
    page.evaluate(async () => {
      const found: Record<string, string[]> = {}
      for (const name of await caches.keys()) {
        const requests = await (await caches.open(name)).keys()
        found[name] = requests.map(({ url }) => new URL(url).pathname.replace(/-[^/]*\.bin$/, '.bin')).sort()
      }
      return found
    })

  it('are kept under the name and the version of the package', async () => {
    await start('lite')
    expect(Object.keys(await kept())).toEqual([`wingmark@${version}`])
  })

  it('are kept under the name that is asked for, or not at all', async () => {
    await start('lite', false)
    expect(await kept()).toEqual({})
    await start('lite', 'mine')
    expect(Object.keys(await kept())).toEqual(['mine'])
  })

  it('of another version on the same origin stay where they are', async () => {
    const other = { 'wingmark@0.0.1': ['/stage1.bin'] }
    await page.evaluate(async () => {
      const cache = await caches.open('wingmark@0.0.1')
      await cache.put('/stage1.bin?sha256=00', new Response('weights of another version'))
    })
    await start('lite')
    expect(await kept()).toMatchObject(other)
  })

  it('by address stay when a shipped variant is loaded, and give way to newer ones of their address', async () => {
    await start('/tiny')
    const own = (await kept())[`wingmark@${version}`]
    expect(own!.filter((path) => path.startsWith('/tiny/'))).toHaveLength(3)
    await start('lite')
    const both = (await kept())[`wingmark@${version}`]
    expect(both).toEqual(expect.arrayContaining(own!))
    // Under the same address there is another content now than once.
    await page.evaluate(async (name) => {
      const cache = await caches.open(name)
      await cache.put('/tiny/stage1.bin?sha256=00&by-address', new Response('as it was'))
      const current = (await cache.keys()).filter(({ url }) => /tiny.stage1.*[^0]&by-address/.test(url))[0]!
      await cache.delete(current)
    }, `wingmark@${version}`)
    await start('/tiny')
    expect((await kept())[`wingmark@${version}`]).toEqual(both)
  })
})
