import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { GERMAN } from '../../src/app/ui/text/german.ts'
import { violations } from '../support/axe.ts'
import { cameraShowing, keepStreams, tracksOn, useBrowser } from '../support/browsing.ts'
import { visit, type Visit } from '../support/visit.ts'

const browser = useBrowser(cameraShowing)
const PATIENCE = { timeout: 120_000 }

describe('the self-test', () => {
  it('measures lite and a chosen variant, and gives a text to copy; the camera only when it is asked for', async () => {
    const { page, problems } = await visit(browser(), {
      query: '?selftest&variant=wing',
      permissions: ['clipboard-read', 'clipboard-write', 'camera'],
      before: keepStreams,
    })
    const report = page.getByLabel('Report')
    await page.getByText('Done.', { exact: true }).waitFor(PATIENCE)
    const text = await report.inputValue()
    expect(text).toMatch(/^### Wingmark \d+\.\d+\.\d+ self-test\n/)
    for (const variant of ['Lite', 'Wing'])
      for (const what of ['landmarks of a face', 'search for faces'])
        expect(text).toMatch(
          new RegExp(`^\\| ${variant} on wasm, ${what}( \\| \\d+\\.\\d){3} \\| \\d{2,3} \\|$`, 'm'),
        )
    expect(text).toMatch(/^- WASM: SIMD yes, .*networks in a worker$/m)
    expect(text).toMatch(/^- Not measured: webgl, since WebGL has only software here/m)
    expect(text).not.toMatch(/undefined|NaN|Infinity/)
    expect(await violations(page)).toEqual([])

    await page.getByRole('button', { name: 'Copy the report' }).click()
    await page.getByText('Copied.').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text)

    expect(await tracksOn(page)).toBe(0)
    await page.getByRole('button', { name: 'Start: Front camera' }).click()
    await page.getByText('The camera is on').waitFor(PATIENCE)
    await page.getByText('Done.', { exact: true }).waitFor(PATIENCE)
    expect(await report.inputValue()).toMatch(
      /^- front camera.*: \d+ × \d+, \d+\.\d frames\/s on wasm, .* a face in \d+%$/m,
    )
    expect(await tracksOn(page)).toBe(0)
    expect(problems).toEqual([])
  })
})

/** Opens the self-test of a phone and waits until the steps can be started. */
async function openSteps(before: (page: Page) => Promise<unknown> = keepStreams): Promise<Visit> {
  const opened = await visit(browser(), {
    query: '?selftest&variant=lite&minutes=0.2',
    permissions: ['camera'],
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    before,
  })
  await opened.page.getByText('Done.', { exact: true }).waitFor(PATIENCE)
  return opened
}

const startStep = (page: Page, title: string) => page.getByRole('button', { name: `Start: ${title}` }).click()

const readReport = (page: Page) => page.getByLabel('Report').inputValue()

/** Waits until a step has ended, and gives its lines of the report. */
async function endOfStep(page: Page): Promise<string> {
  await page.getByText('A step is running.').waitFor({ state: 'detached', ...PATIENCE })
  return (await readReport(page)).split('Cameras and phone:\n\n')[1]!
}

/** Shows or hides the tab, as far as the page can tell. */
const setVisibility = (page: Page, state: DocumentVisibilityState) =>
  page.evaluate((visibility) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: visibility })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)

describe('the steps about cameras and phones', () => {
  it('say what a device lacks, and go on', async () => {
    const { page, problems } = await openSteps((opened) =>
      opened.addInitScript(() => {
        MediaDevices.prototype.getUserMedia = (asked) => {
          const { facingMode } = (asked?.video ?? {}) as MediaTrackConstraints
          const name = typeof facingMode === 'object' ? 'OverconstrainedError' : 'NotFoundError'
          return Promise.reject(new DOMException('', name))
        }
        Reflect.deleteProperty(Navigator.prototype, 'wakeLock')
        Reflect.deleteProperty(Screen.prototype, 'orientation')
      }),
    )
    for (const [title, sentence] of [
      ['Front camera', 'front camera: not tested. No camera found.'],
      ['Rear camera', 'rear camera: not tested. This device has no rear camera'],
      ['Turning the phone', 'turning: this browser does not tell how the screen is held'],
      ['Screen stays on', 'wake lock: this browser has none'],
    ]) {
      await startStep(page, title!)
      expect(await endOfStep(page)).toContain(`- ${sentence}`)
    }
    expect(await page.getByRole('button', { name: 'Run again' }).isEnabled()).toBe(true)
    expect(problems).toEqual([])
  })

  it('are told in German on a German page, and in English in the report', async () => {
    const { page, problems } = await visit(browser(), {
      query: '?selftest&variant=lite&lang=de',
      before: (opened) =>
        opened.addInitScript(() => {
          MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'))
          Reflect.deleteProperty(Navigator.prototype, 'wakeLock')
          Reflect.deleteProperty(Screen.prototype, 'orientation')
        }),
    })
    await page.getByText('Fertig.', { exact: true }).waitFor(PATIENCE)
    await page.getByRole('button', { name: 'Alle Schritte ausführen' }).click()
    await page.getByText('Ein Schritt läuft.').waitFor({ state: 'detached', ...PATIENCE })
    const found = await page
      .getByRole('listitem')
      .filter({ hasNot: page.getByRole('heading') })
      .allInnerTexts()
    expect(found).toEqual([
      `Vordere Kamera: nicht getestet. ${GERMAN.media.camera.notFound}`,
      `Hintere Kamera: nicht getestet. ${GERMAN.media.camera.notFound}`,
      GERMAN.selfTest.findings.noOrientation,
      `Verborgener Tab: nicht getestet. ${GERMAN.media.camera.notFound}`,
      GERMAN.selfTest.findings.noWakeLock,
      `Hitze: nicht getestet. ${GERMAN.media.camera.notFound}`,
    ])
    const report = await page.getByLabel('Bericht').inputValue()
    expect(report).toContain('- front camera: not tested. No camera found.')
    expect(report).toContain('- wake lock: this browser has none, or only on https pages')
    expect(report).not.toMatch(/[äöüß]|nicht getestet/)
    expect(problems).toEqual([])
  })

  it('watch a turn of the screen, a hidden tab, the wake lock and the times of a longer run', async () => {
    const { page, problems } = await openSteps()
    await startStep(page, 'Turning the phone')
    await page.getByText('Turn the device on its side').waitFor(PATIENCE)
    expect(await violations(page)).toEqual([])
    await page.setViewportSize({ width: 844, height: 390 })
    expect(await endOfStep(page)).toMatch(
      /^- turned from portrait-primary to landscape-primary: the frame stayed \d+ × \d+; landmarks \d+ ms after the turn, a face in \d+% of the frames since$/m,
    )
    await page.setViewportSize({ width: 390, height: 844 })

    await startStep(page, 'Hidden tab')
    await page.getByText('Change to another tab').waitFor(PATIENCE)
    await setVisibility(page, 'hidden')
    await page.getByText('The tab is hidden.').waitFor(PATIENCE)
    await page.waitForTimeout(1000)
    await setVisibility(page, 'visible')
    // The tab is hidden in name only: its camera goes on.
    expect(await endOfStep(page)).toMatch(
      /^- hidden tab: hidden for \d+\.\d s, \d+ frames? (was|were) tracked meanwhile, resumed \d+ ms after the return; the camera is live$/m,
    )

    await startStep(page, 'Screen stays on')
    expect(await endOfStep(page)).toMatch(/^- wake lock: (given and held|refused \(.+\))$/m)

    await startStep(page, 'Slowing down by heat')
    await page.getByText(/^Minute 0\.1 of 0\.2, \d+\.\d ms a frame\./).waitFor(PATIENCE)
    const lines = await endOfStep(page)
    expect(lines).toMatch(/^- heat: 0\.2 minutes on wasm; .*(the start|within \d+\.\d%)$/m)
    expect(lines.match(/^ {2}- minute \d\.\d to \d\.\d: \d+\.\d frames\/s, delay p50 .* ms$/gm)).toHaveLength(
      4,
    )
    expect(await tracksOn(page)).toBe(0)
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(problems).toEqual([])
  })

  it('can be skipped one by one, and cancelled as a whole, by keyboard; the camera ends with them', async () => {
    const { page, problems } = await openSteps()
    await page.getByRole('button', { name: 'Run all steps' }).press('Enter')
    await page.getByText('The camera is on').waitFor(PATIENCE)
    await page.keyboard.press('Enter')
    // The simulated camera has no rear side: that step ends by itself.
    await page.getByText('Turn the device on its side').waitFor(PATIENCE)
    await page.keyboard.press('Enter')
    await page.getByText('Change to another tab').waitFor(PATIENCE)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Cancelled.').waitFor(PATIENCE)
    const lines = (await readReport(page)).split('\n')
    for (const name of ['front camera', 'turning', 'hidden tab'])
      expect(lines).toContain(`- ${name}: skipped`)
    expect(lines.join('\n')).not.toMatch(/^- (wake lock|heat)/m)
    expect(await tracksOn(page)).toBe(0)
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Run all steps')
    expect(problems).toEqual([])
  })

  it('ask for a number of minutes that makes sense', async () => {
    const { page } = await openSteps()
    await page.getByLabel('Minutes of the run for heat').fill('many')
    await page.getByText('Enter a number of minutes above 0, at most 60.').waitFor()
    expect(await page.getByRole('button', { name: 'Start: Slowing down by heat' }).isDisabled()).toBe(true)
    expect(await violations(page)).toEqual([])
  })
})
