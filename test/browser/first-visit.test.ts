import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import type { VariantManifest } from '../../src/networks/manifest.ts'
import { cameraShowing, useBrowser } from '../support/browsing.ts'
import { engineReady, inspect, inspectFace, visit, type Visit, whileOpen } from '../support/visit.ts'

const browser = useBrowser(cameraShowing)
let open: Visit | undefined

const PATIENCE = { timeout: 60_000, interval: 50 }

/** Bytes of the two networks of a variant; no other file has as many. */
function readSizes(variant: string): number[] {
  const file = new URL(`../../models/${variant}/model.json`, import.meta.url)
  const { stages } = JSON.parse(readFileSync(file, 'utf8')) as VariantManifest
  return stages.map(({ bytes }) => bytes)
}

/** Opens the page on a machine whose networks seem to take this many times as long; reports every requested file. */
async function arrive(slower: number, query = '', before?: (page: Page) => Promise<unknown>) {
  const sizes: number[] = []
  open = await visit(browser(), {
    query,
    before: async (page) => {
      page.on('response', (response) => sizes.push(Number(response.headers()['content-length'] ?? 0)))
      const clock = `{ const now = performance.now.bind(performance); performance.now = () => ${slower} * now() };`
      await page.route(
        '**/landmarker-worker*.js',
        whileOpen(async (route) => {
          const response = await route.fetch()
          await route.fulfill({ response, body: clock + (await response.text()) })
        }),
      )
      await before?.(page)
    },
  })
  const has = (variant: string) => readSizes(variant).some((size) => sizes.includes(size))
  return { page: open.page, has, bytes: () => sizes.reduce((sum, size) => sum + size, 0) }
}

const readVariants = async (page: Page) => Object.keys((await inspect(page)).faces[0]?.variants ?? {})

const QUICK = 1 / 50
const SLOW = 50

describe('a first visit', () => {
  it('has its first landmarks from lite, without precise’s weights, which follow on a quick machine', async () => {
    const { page, has, bytes } = await arrive(QUICK)
    await engineReady(page)
    const before = bytes()
    expect(has('lite')).toBe(true)
    expect(has('precise')).toBe(false)
    console.log(`${(before / 1e6).toFixed(1)} MB, not packed, until the networks are ready`)
    await page.getByRole('button', { name: 'Sample: four faces' }).click()
    const seen: string[] = []
    await vi.waitUntil(async () => {
      const [variant] = await readVariants(page)
      if (variant && variant !== seen.at(-1)) seen.push(variant)
      return seen.includes('precise')
    }, PATIENCE)
    expect(seen).toEqual(['lite', 'precise'])
    expect((await inspect(page)).faces).toHaveLength(4)
    await page.getByRole('radio', { name: 'Precise' }).and(page.locator(':checked')).waitFor()
    expect(new URL(page.url()).search).toBe('')
    expect(await page.getByRole('alert').count()).toBe(0)
    // Back from another view it is still there.
    await page.getByRole('link', { name: 'Losses' }).click()
    await page.goBack()
    expect(await page.getByRole('radio', { name: 'Precise' }).isChecked()).toBe(true)
    expect(open?.problems).toEqual([])
  })

  it('stays with lite on a slow machine, and never loads precise’s weights', async () => {
    const { page, has } = await arrive(SLOW)
    await page.getByRole('button', { name: 'Sample: four faces' }).click()
    expect(await readVariants(page)).toEqual(['lite'])
    await page.getByRole('button', { name: 'Start camera' }).click()
    const { frames } = await inspectFace(page)
    // More than are asked for before the pace is chosen.
    await inspectFace(page, frames + 60)
    expect(await readVariants(page)).toEqual(['lite'])
    expect(await page.getByRole('radio', { name: 'Lite' }).isChecked()).toBe(true)
    expect(has('precise')).toBe(false)
    expect(open?.problems).toEqual([])
  })

  it('keeps lite, and says nothing, where precise’s weights cannot be had', async () => {
    let asked = 0
    const { page } = await arrive(QUICK, '', (page) =>
      page.route(
        '**/stage2*.bin',
        whileOpen(async (route) => {
          const response = await route.fetch()
          const isPrecise = readSizes('precise').includes((await response.body()).length)
          if (isPrecise) asked++
          await route.fulfill(isPrecise ? { status: 503 } : { response })
        }),
      ),
    )
    await page.getByRole('button', { name: 'Sample: four faces' }).click()
    await inspect(page)
    await vi.waitUntil(() => asked > 0, PATIENCE)
    await new Promise((resolve) => setTimeout(resolve, 1000))
    expect(await readVariants(page)).toEqual(['lite'])
    expect(await page.getByRole('radio', { name: 'Lite' }).isChecked()).toBe(true)
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('looks into precise in X-ray, where a machine’s speed says nothing', async () => {
    const { page, has } = await arrive(SLOW, '?view=xray')
    await page.getByRole('radio', { name: 'Precise' }).and(page.locator(':checked')).waitFor()
    await engineReady(page)
    expect([has('precise'), has('lite')]).toEqual([true, false])
  })
})
