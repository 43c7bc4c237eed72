import type { Page } from 'playwright-core'
import { describe, expect, inject, it, vi } from 'vitest'
import { VIEWS } from '../../src/app/state/routes.ts'
import { cameraShowing, keepStreams, useBrowser, type WithStreams } from '../support/browsing.ts'
import { sample } from '../support/faces.ts'
import {
  engineReady,
  inspect,
  inspectFace,
  openPhoto,
  visit,
  type Visit,
  viewLoaded,
} from '../support/visit.ts'

const browser = useBrowser(cameraShowing)
let open: Visit | undefined

describe('the camera', () => {
  /** States of all tracks of each stream so far. */
  const tracks = (page: Page) =>
    page.evaluate(() =>
      (window as unknown as WithStreams).streams.map((stream) =>
        stream.getTracks().map(({ kind, readyState }) => `${kind} ${readyState}`),
      ),
    )

  it('is off as soon as nobody looks through it, and sound is never asked for', async () => {
    open = await visit(browser(), { query: '?backend=wasm&variant=wing', before: keepStreams })
    const { page } = open
    const start = async () => {
      const frames = await page.evaluate(() => window.wingmark?.frames ?? 0)
      await page.getByRole('button', { name: 'Start camera' }).click()
      await inspect(page, frames + 2)
    }
    const ON = ['video live']
    const OFF = ['video ended']

    await start()
    expect(await tracks(page)).toEqual([ON])
    await page.getByRole('button', { name: 'Stop camera' }).click()
    expect(await tracks(page)).toEqual([OFF])

    await start()
    expect(await tracks(page)).toEqual([OFF, ON])
    await page
      .getByLabel('Photo', { exact: true })
      .setInputFiles({ name: 'group.jpg', mimeType: 'image/jpeg', buffer: sample(6) })
    await page.getByRole('img', { name: 'Photo with 4 faces' }).waitFor()
    expect(await tracks(page)).toEqual([OFF, OFF])

    await start()
    await page.getByRole('link', { name: 'Losses' }).click()
    expect(await tracks(page)).toEqual([OFF, OFF, OFF])
    await page.getByRole('link', { name: 'Live' }).click()

    // Another camera, here the same one again, in the place of the first.
    await start()
    await page
      .getByRole('combobox', { name: 'Camera' })
      .evaluate((list) => list.dispatchEvent(new Event('change', { bubbles: true })))
    await vi.waitUntil(async () => (await tracks(page)).length === 5, { timeout: 60_000 })
    await vi.waitUntil(async () => (await tracks(page))[3]!.join() === OFF.join(), { timeout: 60_000 })
    expect((await tracks(page)).slice(3)).toEqual([OFF, ON])

    // Stopped before it has shown anything.
    await page.getByRole('button', { name: 'Stop camera' }).click()
    await page.getByRole('button', { name: 'Start camera' }).click()
    await page.getByRole('link', { name: 'About' }).click()
    await vi.waitUntil(async () => (await tracks(page)).every((states) => states.join() === OFF.join()), {
      timeout: 60_000,
    })
    expect(open.problems).toEqual([])
  })
})

describe('a session with photo, camera and every view', () => {
  it('sends nothing, asks no other origin, and keeps nothing but the page and its weights', async () => {
    const asked: string[] = []
    const { origin } = new URL(inject('page'))
    open = await visit(browser(), {
      query: '?backend=wasm',
      serviceWorkers: 'allow',
      // The context's own requests too: those of workers and of the service worker.
      before: async (page) => {
        page.context().on('request', (request) => {
          const url = new URL(request.url())
          const inside = url.protocol === 'blob:' || url.protocol === 'data:' || url.origin === origin
          if (!inside || request.method() !== 'GET' || request.postDataBuffer()?.length) {
            asked.push(`${request.method()} ${url.href}`)
          }
        })
      },
    })
    const { page } = open
    await engineReady(page)
    await openPhoto(page, 'group.jpg', 'image/jpeg', sample(6))
    for (const { title } of VIEWS) {
      await page.getByRole('link', { name: title, exact: true }).click()
      await viewLoaded(page)
    }
    await page.getByRole('link', { name: 'Live', exact: true }).click()
    const { frames } = await inspect(page)
    await page.getByRole('button', { name: 'Start camera' }).click()
    await inspectFace(page, frames + 5)
    await page.getByRole('button', { name: 'Stop camera' }).click()
    await vi.waitUntil(
      () =>
        page.evaluate(
          async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated',
        ),
      { timeout: 120_000, interval: 200 },
    )

    const kept = await page.evaluate(async () => {
      const stored: string[] = []
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const { url } of await cache.keys()) stored.push(`${name} ${url}`)
      }
      const folders: string[] = []
      for await (const name of (await navigator.storage.getDirectory()).keys()) folders.push(name)
      return {
        local: Object.fromEntries(Object.entries(localStorage)),
        session: Object.fromEntries(Object.entries(sessionStorage)),
        databases: await indexedDB.databases(),
        folders,
        stored,
      }
    })
    expect(kept).toMatchObject({ local: {}, session: {}, databases: [], folders: [] })
    expect(await page.context().cookies()).toEqual([])
    // The page's own files, and weights under their hash.
    const own = kept.stored.filter((entry) => {
      const [name, url] = entry.split(' ')
      const page = name!.startsWith('wingmark-page-') && /^[^?]+(\?__WB_REVISION__=[0-9a-f]{16})?$/.test(url!)
      const weights = name === 'wingmark-weights' && /\.bin\?sha256=[0-9a-f]{64}$/.test(url!)
      return url!.startsWith(inject('page')) && (page || weights)
    })
    expect(own.length).toBeGreaterThan(10)
    expect(kept.stored).toEqual(own)
    expect(asked).toEqual([])
    expect(open.problems).toEqual([])
  })
})
