import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { VIEWS } from '../../src/app/state/routes.ts'
import { useBrowser } from '../support/browsing.ts'
import { visit, type Visit } from '../support/visit.ts'

const browser = useBrowser()
let open: Visit | undefined

/** Describes the focused element: its tag, and its text. */
const focused = (page: Page) =>
  page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.textContent}`)

const heading = (title: string) => new RegExp(`^H[1-6] ${title}(: .+)?$`)

describe('a view', () => {
  it('is named by the tab’s title, and opened with the focus on its heading', async () => {
    open = await visit(browser())
    const { page } = open
    expect(await page.title()).toBe('Live – Wingmark')
    // Whoever only arrives starts at the top.
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)
    for (const { title } of VIEWS.toReversed()) {
      await page.getByRole('link', { name: title, exact: true }).click()
      expect(await page.title()).toBe(`${title} – Wingmark`)
      expect(await focused(page)).toMatch(heading(title))
      expect(await page.getByRole('main').getByRole('heading', { name: title }).first().count()).toBe(1)
    }
    await page.goBack()
    expect(await page.title()).toBe(`${VIEWS[1].title} – Wingmark`)
    expect(await focused(page)).toMatch(heading(VIEWS[1].title))
    expect(open.problems).toEqual([])
  })

  it('is gone through from its start after it was opened by keyboard', async () => {
    open = await visit(browser())
    const { page } = open
    await page.getByRole('link', { name: 'Losses' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('img', { name: /^Value of the loss/ }).waitFor()
    expect(await focused(page)).toMatch(heading('Losses'))
    await page.keyboard.press('Tab')
    const inMain = () => page.evaluate(() => document.activeElement?.closest('main') !== null)
    expect(await inMain()).toBe(true)
    // The term that the sentence below the heading explains, then the first preset.
    expect(await focused(page)).toBe('BUTTON loss')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('A ε to zero')
    // And back: the views' links are before them.
    for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+Tab')
    expect(await inMain()).toBe(false)
  })

  it('names itself when its address is opened', async () => {
    open = await visit(browser(), { query: '?view=balancing' })
    expect(await open.page.title()).toBe('Balancing – Wingmark')
  })
})
