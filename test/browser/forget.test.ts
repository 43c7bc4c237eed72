import { expect, it, vi } from 'vitest'
import { useBrowser } from '../support/browsing.ts'
import { engineReady, visit } from '../support/visit.ts'

const browser = useBrowser()

it('what the page keeps in the browser can be deleted', async () => {
  const { page, problems, close } = await visit(browser(), {
    query: '?variant=lite',
    serviceWorkers: 'allow',
  })
  const kept = () =>
    page.evaluate(async () => ({
      caches: (await caches.keys()).map((name) => name.replace(/-http.*$/, '')).sort(),
      databases: (await indexedDB.databases()).map(({ name }) => name ?? '').sort(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }))
  try {
    await engineReady(page)
    await vi.waitUntil(async () => (await kept()).caches.length === 2, { timeout: 120_000, interval: 200 })
    // As the page makes it when a tuned variant is first kept.
    expect((await kept()).databases).toEqual([])
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const opening = indexedDB.open('wingmark', 1)
          opening.onupgradeneeded = () => opening.result.createObjectStore('tuned', { keyPath: 'name' })
          opening.onsuccess = () => {
            opening.result.close()
            resolve()
          }
        }),
    )
    // As the page makes it while annotations are kept.
    await page.getByRole('link', { name: 'Annotate' }).click()
    await page.getByRole('checkbox', { name: 'Keep my work on this device' }).check()
    await vi.waitUntil(async () => (await kept()).databases.length === 2)
    expect(await kept()).toEqual({
      caches: ['wingmark-page', 'wingmark-weights'],
      databases: ['wingmark', 'wingmark-annotations'],
      workers: 1,
    })
    await page.getByRole('link', { name: 'About' }).click()
    await page.getByRole('button', { name: 'Clear stored data' }).click()
    await page.getByText('All stored data was deleted.').waitFor()
    expect(await kept()).toEqual({ caches: [], databases: [], workers: 0 })
    expect(problems).toEqual([])
  } finally {
    await close()
  }
})
