import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { listPresets } from '../../src/app/state/presets.ts'
import { VIEWS, type ViewId } from '../../src/app/state/routes.ts'
import { violations } from '../support/axe.ts'
import { useBrowser } from '../support/browsing.ts'
import { visit } from '../support/visit.ts'

const browser = useBrowser()

const presets = (page: Page) => page.getByRole('region', { name: 'Presets' })
/** Waits until a slider or a list has a value. */
const hasValue = (page: Page, role: 'slider' | 'combobox', name: string, value: string) =>
  vi.waitUntil(
    async () => (await page.getByRole(role, { name, exact: true }).inputValue()) === value,
    // A machine that runs other tests too may need more than the second that is the default.
    { timeout: 20_000 },
  )

/** Visible effects of the presets; each function waits until its effect appears. */
const EFFECTS: Partial<Record<ViewId, readonly ((page: Page) => Promise<unknown>)[]>> = {
  single: [
    (page) => page.getByRole('checkbox', { name: 'Head pose', checked: true }).waitFor(),
    (page) => page.getByRole('checkbox', { name: 'Smooth the camera’s landmarks', checked: false }).waitFor(),
    (page) => page.getByText('Of the largest face, over the last ten seconds.').waitFor(),
  ],
  video: [
    (page) => page.getByRole('checkbox', { name: 'Smooth the landmarks', checked: true }).waitFor(),
    (page) => page.getByRole('radio', { name: 'Precise', checked: true }).waitFor(),
    (page) => page.getByRole('checkbox', { name: 'Contours', checked: false }).waitFor(),
  ],
  annotate: [
    (page) => page.getByRole('button', { name: 'Its feature', pressed: true }).waitFor(),
    (page) => page.getByRole('button', { name: 'The face', pressed: true }).waitFor(),
    (page) => hasValue(page, 'combobox', 'Format', 'coco'),
  ],
  tune: [
    (page) => hasValue(page, 'combobox', 'Loss', 'l2'),
    (page) => hasValue(page, 'slider', 'Steps', '60'),
    (page) => hasValue(page, 'combobox', 'Learning rate', '0.003'),
  ],
  compare: [
    (page) => page.getByRole('button', { name: 'Difference', pressed: true }).waitFor(),
    (page) => page.getByRole('checkbox', { name: 'L1', checked: false, exact: true }).waitFor(),
    (page) => page.getByRole('checkbox', { name: 'Precise', checked: true }).waitFor(),
  ],
  xray: [
    (page) => hasValue(page, 'slider', 'Shift x', '25'),
    (page) => hasValue(page, 'slider', 'Roll', '60'),
    (page) => hasValue(page, 'slider', 'Cover', '50'),
  ],
  losses: [
    (page) => page.getByText('w/ε = 500.0: so steep').waitFor(),
    (page) => hasValue(page, 'combobox', 'Start', 'early'),
    (page) => hasValue(page, 'combobox', 'Learning rate', '0.3'),
  ],
  evaluate: [
    (page) => page.getByRole('checkbox', { name: 'Precise', checked: false }).waitFor(),
    (page) => hasValue(page, 'combobox', 'Points', 'jaw'),
    (page) => page.getByRole('radio', { name: /pupil/i, checked: true }).waitFor(),
  ],
  balancing: [
    (page) => page.getByRole('heading', { name: 'Bin 9' }).waitFor(),
    (page) => vi.waitUntil(async () => (await page.getByRole('slider').first().inputValue()) === '3'),
    (page) => page.getByRole('img', { name: /2\.5/ }).waitFor(),
  ],
}

describe.each(Object.keys(EFFECTS) as ViewId[])('the presets of %s', (view) => {
  it('are three links, each of which does what it says, and can be opened elsewhere', async () => {
    const { page, problems } = await visit(browser(), { query: view === 'single' ? '' : `?view=${view}` })
    const links = presets(page).getByRole('link')
    await links.first().waitFor()
    expect(await links.allTextContents()).toEqual(listPresets(view).map(({ label }) => label))
    expect(await links.count()).toBe(3)
    for (const [i, effect] of (EFFECTS[view] ?? []).entries()) {
      await links.nth(i).click()
      await effect(page)
      expect(await presets(page).locator('[aria-current]').allTextContents()).toEqual([
        await links.nth(i).textContent(),
      ])
    }
    const address = page.url()
    await page.reload()
    await EFFECTS[view]?.[2]!(page)
    expect(page.url()).toBe(address)
    // Back to the preset before it.
    await page.goBack()
    await EFFECTS[view]?.[1]!(page)
    expect(await violations(page)).toEqual([])
    expect(problems).toEqual([])
  })
})

it('are no more than those that are tried here', () => {
  for (const { id } of VIEWS) expect(listPresets(id), id).toHaveLength(id in EFFECTS ? 3 : 0)
})

describe('sharing', () => {
  it('copies a link that shows the same, until something changes', async () => {
    const { page, problems } = await visit(browser(), {
      query: '?view=losses&pull=30,3,12',
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await page.getByRole('slider', { name: 'w', exact: true }).fill('14')
    await page.getByRole('button', { name: 'Share' }).click()
    await page.getByRole('status').getByText('The link is copied.').waitFor()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    expect(link).toBe(page.url())
    expect(new URL(link).search).toBe('?view=losses&pull=30,3,12&losses-w=14')
    await page.getByRole('slider', { name: 'w', exact: true }).fill('12')
    await page.getByText('The link is copied.').waitFor({ state: 'detached' })
    expect(problems).toEqual([])
  })

  it('says where the link is if it cannot be copied', async () => {
    const { page, problems } = await visit(browser(), {
      query: '?view=losses',
      before: (page) =>
        page.addInitScript(() => {
          Clipboard.prototype.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
        }),
    })
    await page.getByRole('button', { name: 'Share' }).click()
    await page.getByRole('status').getByText('Copy it from the address bar.').waitFor()
    expect(problems).toEqual([])
  })
})
