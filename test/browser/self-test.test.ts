import { describe, expect, it } from 'vitest'
import { violations } from '../support/axe.ts'
import { cameraShowing, keepStreams, tracksOn, useBrowser } from '../support/browsing.ts'
import { visit } from '../support/visit.ts'

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
    await page.getByRole('button', { name: 'Test the front camera' }).click()
    await page.getByText('The camera is on').waitFor()
    await page.getByText('Done.', { exact: true }).waitFor(PATIENCE)
    expect(await report.inputValue()).toMatch(
      /^- front: \d+ × \d+, \d+\.\d frames\/s on wasm, .* a face in \d+%$/m,
    )
    expect(await tracksOn(page)).toBe(0)
    expect(problems).toEqual([])
  })

  it('says why a camera could not be tested, and goes on', async () => {
    const { page, problems } = await visit(browser(), {
      query: '?selftest&variant=lite',
      before: (opened) =>
        opened.addInitScript(() => {
          MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'))
        }),
    })
    await page.getByText('Done.', { exact: true }).waitFor(PATIENCE)
    await page.getByRole('button', { name: 'Test the rear camera' }).click()
    await page.getByRole('status').filter({ hasText: 'No camera' }).waitFor()
    expect(await page.getByLabel('Report').inputValue()).toMatch(/Camera:\n\n- .*camera/i)
    expect(await page.getByRole('button', { name: 'Run again' }).isEnabled()).toBe(true)
    expect(problems).toEqual([])
  })
})
