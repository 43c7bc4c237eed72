import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { TOUR_CARDS, type TourCardId } from '../../src/app/state/address/choices.ts'
import { CARDS } from '../../src/app/tour/cards.ts'
import { violations } from '../support/axe.ts'
import { useBrowser } from '../support/browsing.ts'
import { visit } from '../support/visit.ts'

const browser = useBrowser()

const PATIENCE = { timeout: 60_000, interval: 50 }
const WIDE = { width: 1280, height: 800 }
const NARROW = { width: 390, height: 844 }

const card = (page: Page) => page.getByTestId('tour-card')
const openCards = (page: Page) => page.getByRole('dialog')
const next = (page: Page) => card(page).getByRole('button', { name: /^(Next|Finish)$/ })
const search = (page: Page) => new URL(page.url()).search

/** Name of what has the focus: its label, or its text. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
    return element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? ''
  })

/** Presses Tab until something of this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press('Tab')
    if ((await focused(page)) === name) return
  }
  throw new Error(`Tab does not reach ${name}`)
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Actions by keyboard for the cards that wait, from the focus that “Go to it” gives. */
const ACTIONS: Partial<Record<TourCardId, (page: Page) => Promise<void>>> = {
  'find-a-face': (page) => press(page, 'Enter'),
  'only-points': (page) => press(page, 'Space'),
  tilt: (page) => press(page, 'PageUp', 'PageUp', 'PageUp'),
  'two-networks': (page) => press(page, 'n'),
  'what-a-loss-is': (page) => press(page, 'ArrowRight'),
  'near-and-far': (page) => press(page, 'Home', 'ArrowRight', 'ArrowUp'),
  'why-wing': (page) => press(page, 'Space'),
  'not-always': async (page) => {
    await press(page, 'f')
    // Tab goes to the first of the radio buttons.
    await tabTo(page, 'L2')
    await press(page, 'Space')
  },
  'four-losses': async (page) => {
    await tabTo(page, 'Difference')
    await press(page, 'Enter')
  },
  'mean-face': (page) => press(page, 'ArrowRight', 'ArrowRight'),
  balancing: (page) => press(page, 'Enter'),
  'any-good': (page) => press(page, 'j'),
}

/** Waits until the outline lies round what the card points at. */
async function expectOutline(page: Page, target: string): Promise<void> {
  await vi.waitUntil(
    () =>
      page.evaluate((name) => {
        const outline = document.querySelector('[data-testid=tour-outline]')?.getBoundingClientRect()
        const box = document
          .querySelector(`[data-tour="${name}"], [data-testid="${name}"]`)
          ?.getBoundingClientRect()
        return outline && box && Math.abs(outline.x - Math.max(2, box.x - 4)) < 2
          ? Math.abs(outline.y - Math.max(2, box.y - 4)) < 2
          : false
      }, target),
    PATIENCE,
  )
}

/** True if the card covers a part of what has the focus. */
const isFocusCovered = (page: Page) =>
  page.evaluate(() => {
    const own = document.querySelector('[data-testid=tour-card]')?.getBoundingClientRect()
    const box = document.activeElement?.getBoundingClientRect()
    if (!own || !box) throw new Error('there is no card, or no focus')
    return own.left < box.right && box.left < own.right && own.top < box.bottom && box.top < own.bottom
  })

/** Brings what has changed into the window, if it is not there: on a phone. */
async function expectSeen(page: Page, sees: string | undefined): Promise<void> {
  const seeIt = card(page).getByRole('button', { name: 'See it' })
  if ((await seeIt.count()) > 0) {
    while ((await focused(page)) !== 'See it: scroll to what has changed') await press(page, 'Shift+Tab')
    await press(page, 'Enter')
    await seeIt.waitFor({ state: 'detached' })
  }
  if (sees === undefined) return
  const top = await page
    .locator(`[data-tour="${sees}"], [data-testid="${sees}"]`)
    .first()
    .evaluate((element) => element.getBoundingClientRect().top)
  expect(top).toBeLessThan(700)
}

/** Goes from a card to the next one by keyboard. */
async function passCard(page: Page, id: TourCardId): Promise<void> {
  const { text, isDone, target, sees } = CARDS[id]
  await page.getByRole('dialog', { name: text.title, exact: true }).waitFor(PATIENCE)
  expect(search(page)).toContain(`tour=${id}`)
  // The card is read out.
  await vi.waitUntil(async () => (await focused(page)).includes(text.text), PATIENCE)
  await expectOutline(page, target)
  const act = ACTIONS[id]
  expect(act !== undefined).toBe(isDone !== undefined)
  if (act) {
    await tabTo(page, 'Next')
    await press(page, 'Enter')
    expect(search(page)).toContain(`tour=${id}`)
    expect(await next(page).getAttribute('aria-disabled')).toBe('true')
    await card(page)
      .getByRole('status')
      .getByText(text.task ?? '', { exact: true })
      .waitFor()
    await press(page, 'F6')
    expect(await card(page).evaluate((element) => element.contains(document.activeElement))).toBe(false)
    expect(await isFocusCovered(page)).toBe(false)
    await act(page)
    await card(page)
      .getByRole('status')
      .getByText(text.outcome ?? '', { exact: true })
      .waitFor(PATIENCE)
    await press(page, 'F6')
    await expectSeen(page, sees)
  } else await tabTo(page, id === TOUR_CARDS.at(-1) ? 'Finish' : 'Next')
  expect(await next(page).evaluate((button) => button === document.activeElement)).toBe(true)
}

describe.each([
  { device: 'a desk', viewport: WIDE, colorScheme: 'dark' },
  { device: 'a phone', viewport: NARROW, colorScheme: 'light' },
] as const)('the tour on $device', ({ viewport, colorScheme }) => {
  it('is walked to its end by keyboard alone, and axe finds nothing', async () => {
    const { page, problems } = await visit(browser(), { viewport, colorScheme })
    await tabTo(page, 'Take the tour')
    await press(page, 'Enter')
    for (const [i, id] of TOUR_CARDS.entries()) {
      await passCard(page, id)
      if (i % 3 === 0 || i === TOUR_CARDS.length - 1) expect(await violations(page)).toEqual([])
      await press(page, 'Enter')
    }
    await card(page).waitFor({ state: 'detached' })
    expect(search(page)).not.toContain('tour')
    // The focus stays in the view at which it ended.
    expect(await focused(page)).toMatch(/^Fine-tune: /)
    expect(problems).toEqual([])
  })
})

describe('a card of the tour', () => {
  it('is entered by link, with its view and what it starts with', async () => {
    const { page, problems } = await visit(browser(), { query: '?tour=why-wing&race-step=80' })
    await page.getByRole('dialog', { name: 'Why Wing?' }).waitFor()
    expect(await page.title()).toBe('Losses – Wingmark')
    await page.getByText('0 of 200', { exact: true }).waitFor()
    expect(search(page)).toBe('?tour=why-wing&view=losses')
    expect(await next(page).getAttribute('aria-disabled')).toBe('true')
    // The start of the link was no action of the visitor's, and is no entry of the history of its own.
    await page.getByRole('radio', { name: 'Wing', exact: true }).check()
    await card(page).getByText('Wing wins').waitFor(PATIENCE)
    await next(page).click()
    await page.getByRole('dialog', { name: 'Not always' }).waitFor()
    // Back, and by the browser.
    await card(page).getByRole('button', { name: 'Back', exact: true }).click()
    await page.getByRole('dialog', { name: 'Why Wing?' }).waitFor()
    await card(page).getByText('Wing wins').waitFor()
    await page.goBack()
    await page.getByRole('dialog', { name: 'Not always' }).waitFor()
    expect(problems).toEqual([])
  })

  it('asks for a face where it needs one', async () => {
    const { page, problems } = await visit(browser(), { query: '?tour=tilt' })
    await card(page).getByText('There is no face here yet').waitFor()
    await expectOutline(page, 'samples')
    await press(page, 'F6')
    await press(page, 'Enter')
    await card(page).getByText('Move Roll to 30°').waitFor(PATIENCE)
    await expectOutline(page, 'perturb-roll')
    expect(problems).toEqual([])
  })

  it('stays, and leads back, when another view is opened', async () => {
    const { page, problems } = await visit(browser(), { query: '?tour=what-a-loss-is' })
    await openCards(page).waitFor()
    await page.getByRole('link', { name: 'About' }).click()
    await card(page).getByText('This card is about Losses.').waitFor()
    expect(await violations(page)).toEqual([])
    await card(page).getByRole('button', { name: 'Open Losses' }).click()
    await card(page).getByText('Drag the marked point').waitFor()
    await expectOutline(page, 'pulled-face')
    expect(problems).toEqual([])
  })

  it('is left by Escape or its button, and its key goes', async () => {
    const { page, problems } = await visit(browser(), { query: '?tour=any-good' })
    await openCards(page).waitFor()
    await press(page, 'Escape')
    await openCards(page).waitFor({ state: 'detached' })
    expect(search(page)).toBe('?view=evaluate')
    expect(await focused(page)).toBe('Evaluate')
    await page.getByRole('link', { name: 'About' }).click()
    await page.getByRole('button', { name: 'Take the tour' }).click()
    await page.getByRole('dialog', { name: 'Find a face' }).waitFor()
    expect(await page.title()).toBe('Live – Wingmark')
    await card(page).getByRole('button', { name: 'Leave the tour' }).click()
    await openCards(page).waitFor({ state: 'detached' })
    expect(search(page)).toBe('')
    expect(await page.getByTestId('tour-outline').count()).toBe(0)
    expect(problems).toEqual([])
  })

  it('follows its target when the page is scrolled or the window resized', async () => {
    const { page, problems } = await visit(browser(), { query: '?tour=near-and-far', viewport: NARROW })
    await openCards(page).waitFor()
    await expectOutline(page, 'pulled-face')
    await page.mouse.move(100, 100)
    await page.mouse.wheel(0, 150)
    await expectOutline(page, 'pulled-face')
    await page.setViewportSize(WIDE)
    await expectOutline(page, 'pulled-face')
    expect(problems).toEqual([])
  })

  it('whose name is unknown is none', async () => {
    const { page, problems } = await visit(browser(), { query: '?view=losses&tour=nowhere' })
    await page.getByRole('heading', { name: 'Which loss brings the points to their places?' }).waitFor()
    expect(await openCards(page).count()).toBe(0)
    expect(problems).toEqual([])
  })
})
