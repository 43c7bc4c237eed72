import type { Page } from 'playwright-core'
import puppeteer from 'puppeteer-core'
import { describe, expect, inject, it, vi } from 'vitest'
import type { Inspection } from '../../src/app/state/state.ts'
import { findBrowser } from '../../src/command/browser.ts'
import { cameraShowing, keepStreams, useBrowser, type WithStreams } from '../support/browsing.ts'
import { apart, inspect, inspectFace, visit, type Visit } from '../support/visit.ts'

let open: Visit | undefined
/** Flags of a camera that shows one face, and asks before it does. */
let camera: string[]
const browser = useBrowser(async () => {
  camera = (await cameraShowing()).filter((flag) => !flag.includes('fake-ui'))
  return camera
})

const start = (page: Page) => page.locator('[data-testid=camera]').click()

async function live(): Promise<Page> {
  open = await visit(browser(), { query: '?backend=wasm&variant=wing', permissions: ['camera'] })
  await start(open.page)
  await inspectFace(open.page, 2)
  return open.page
}

/** The camera goes on: a face in pictures that are drawn after now. */
async function goesOn(page: Page): Promise<void> {
  const { frames } = await inspect(page)
  expect((await inspectFace(page, frames + 5)).faces).toHaveLength(1)
}

describe('a permission that is taken back while the camera runs', () => {
  it('is reported, also when it is refused then; granted again, the camera starts', async () => {
    const page = await live()
    await page.context().clearPermissions()
    const alert = page.getByRole('alert')
    await alert.getByText('Camera access was revoked, or the camera was disconnected').waitFor()
    expect(await page.getByRole('img', { name: 'No picture yet' }).count()).toBe(1)
    await start(page)
    await alert.getByText('Camera access was denied. Allow it in the address bar').waitFor()
    await page.context().grantPermissions(['camera'])
    await start(page)
    await goesOn(page)
    expect(await alert.count()).toBe(0)
    expect(open?.problems).toEqual([])
  })

  it('and is forbidden, is reported as forbidden', async () => {
    const page = await live()
    const { origin } = new URL(inject('page'))
    const session = await page.context().newCDPSession(page)
    const { targetInfo } = await session.send('Target.getTargetInfo')
    const whole = await browser().newBrowserCDPSession()
    await whole.send('Browser.setPermission', {
      origin,
      permission: { name: 'camera' },
      setting: 'denied',
      browserContextId: targetInfo.browserContextId,
    })
    const alert = page.getByRole('alert')
    await alert.getByText('Camera access was revoked. Allow it').waitFor()
    await page.context().grantPermissions(['camera'], { origin })
    await start(page)
    await goesOn(page)
    expect(open?.problems).toEqual([])
  })
})

describe('a camera that is held back', () => {
  it('is reported for as long as it lasts', async () => {
    open = await visit(browser(), {
      query: '?backend=wasm&variant=wing',
      permissions: ['camera'],
      before: keepStreams,
    })
    const { page } = open
    await start(page)
    await inspectFace(page, 2)
    // No browser does it when asked; this is what the page hears then.
    const tell = (type: 'mute' | 'unmute') =>
      page.evaluate(
        (name) =>
          (window as unknown as WithStreams).streams[0]!.getVideoTracks()[0]!.dispatchEvent(new Event(name)),
        type,
      )
    await tell('mute')
    const said = page.getByRole('alert').getByText('The camera is on but sends no image')
    await said.waitFor()
    await tell('unmute')
    await said.waitFor({ state: 'detached' })
    await goesOn(page)
    expect(open.problems).toEqual([])
  })
})

describe('a tab that is hidden', () => {
  it('rests, and goes on with the same face when it is back', async () => {
    // Playwright has every page believe that it is in front; Puppeteer does not.
    const tabs = await puppeteer.launch({
      executablePath: findBrowser(),
      args: ['--no-sandbox', '--use-fake-ui-for-media-stream', ...camera],
      timeout: 120_000,
      protocolTimeout: 120_000,
    })
    try {
      const page = await tabs.newPage()
      // Without the sample clip, whose frames are no camera's.
      await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }])
      const problems: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text())
      })
      page.on('pageerror', (error) => problems.push(String(error)))
      const last = (wanted: (seen: Inspection) => boolean) =>
        vi.waitUntil(
          async () => {
            const seen = await page.evaluate(() => window.wingmark)
            return seen && wanted(seen) ? seen : undefined
          },
          { timeout: 120_000, interval: 100 },
        )
      const withFace = (frames: number) => last((seen) => seen.frames >= frames && seen.faces.length > 0)
      await page.goto(`${inject('page')}?backend=wasm&variant=wing`)
      await page.locator('[data-testid=camera]').click()
      const before = await withFace(5)
      const workers = page.workers().map((worker) => worker.url())

      const other = await tabs.newPage()
      await other.bringToFront()
      await vi.waitUntil(() => page.evaluate(() => document.hidden), { timeout: 10_000 })
      const rest = () => new Promise((resolve) => setTimeout(resolve, 2000))
      await rest()
      const hidden = await last(() => true)
      await rest()
      expect((await last(() => true)).frames).toBe(hidden.frames)

      await page.bringToFront()
      const after = await withFace(hidden.frames + 1)
      expect(after.faces.map(({ id }) => id)).toEqual(before.faces.map(({ id }) => id))
      expect(apart(after.faces[0]!.landmarks, before.faces[0]!.landmarks)).toBeLessThan(0.03)
      await withFace(after.frames + 5)
      expect(page.workers().map((worker) => worker.url())).toEqual(workers)
      expect(await page.$$('[role="alert"]')).toHaveLength(0)
      expect(problems).toEqual([])
    } finally {
      await tabs.close()
    }
  })
})
