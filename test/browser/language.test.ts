import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { VIEWS } from '../../src/app/state/routes.ts'
import { ENGLISH } from '../../src/app/ui/text.ts'
import { GERMAN } from '../../src/app/ui/text/german.ts'
import { violations } from '../support/axe.ts'
import { useBrowser } from '../support/browsing.ts'
import { listTexts } from '../support/catalogue.ts'
import { engineReady, visit } from '../support/visit.ts'

const browser = useBrowser()

const GERMAN_TEXTS = new Map(listTexts(GERMAN))
const SAME_IN_GERMAN = new Set([...GERMAN_TEXTS.values()].filter((text) => typeof text === 'string'))
/** English texts that are not German ones too. */
const ENGLISH_ONLY = new Set(
  listTexts(ENGLISH).flatMap(([, text]) =>
    typeof text === 'string' && !SAME_IN_GERMAN.has(text) && text.length > 2 ? [text] : [],
  ),
)

/** Texts and names of a page, shown or for those who hear it. */
const readTexts = (page: Page) =>
  page.evaluate(() => {
    const texts: string[] = [document.title]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode
      if (!parentElement?.closest('script, noscript, [lang=en]')) texts.push(textContent?.trim() ?? '')
    }
    for (const element of document.querySelectorAll('[aria-label], [alt]')) {
      texts.push(element.getAttribute('aria-label') ?? '', element.getAttribute('alt') ?? '')
    }
    return texts
  })

const isLoaded = (page: Page) =>
  page
    .getByText(GERMAN.shell.loadingView)
    .or(page.getByText(ENGLISH.shell.loadingView))
    .waitFor({ state: 'detached' })

describe.each(VIEWS.map(({ id }) => id))('view %s in German', (id) => {
  it('has no English left, nothing that axe objects to, and fits a phone', async () => {
    const { page, problems } = await visit(browser(), { query: `?view=${id}&lang=de&measures=on` })
    await page
      .getByRole('link', { name: GERMAN.shell.titles[id] })
      .and(page.locator('[aria-current]'))
      .waitFor()
    await isLoaded(page)
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
    expect((await readTexts(page)).filter((text) => ENGLISH_ONLY.has(text))).toEqual([])
    expect(await violations(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    await page.waitForTimeout(200)
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    expect(problems).toEqual([])
  })
})

describe('plots in German', () => {
  it.each(['evaluate', 'xray&plot=blur', 'losses', 'compare', 'about'])(
    'have decimal commas: %s',
    async (query) => {
      const { page } = await visit(browser(), { query: `?view=${query}&lang=de` })
      if (query === 'about') await page.getByText(GERMAN.article.open).click()
      await page.getByTestId('plot').first().waitFor({ timeout: 60_000 })
      const numbers = await page.locator('main').locator('[data-testid=plot], table').allInnerTexts()
      const svgs = await page.locator('[data-testid=plot] svg text').allTextContents()
      expect(svgs.length).toBeGreaterThan(5)
      // A point with three digits is one of thousands.
      const points = [...numbers, ...svgs].flatMap((text) => text.match(/\d\.(?!\d{3}(?!\d))\d+/g) ?? [])
      expect(points).toEqual([])
      if (query === 'evaluate') expect([...numbers, ...svgs].join()).toMatch(/\d,\d/)
    },
  )
})

describe('the language', () => {
  it('is chosen by keyboard, keeps the settings, and is there at the next visit', async () => {
    const { page, problems } = await visit(browser(), { query: '?view=losses&losses-w=14' })
    const menu = page.getByRole('combobox', { name: 'Language' })
    await menu.focus()
    await menu.selectOption('Deutsch')
    await page.getByRole('heading', { name: GERMAN.losses.pull.heading }).waitFor()
    expect(new URL(page.url()).search).toBe('?view=losses&losses-w=14&lang=de')
    expect(await page.getByRole('slider', { name: 'w', exact: true }).inputValue()).toBe('14')
    expect(await page.title()).toBe('Verluste – Wingmark')
    const address = new URL(page.url())
    await page.goto(address.origin + address.pathname)
    await page.getByText(GERMAN.shell.privacy).waitFor()
    // A link in another language is not the visitor's own choice.
    await page.goto(`${address.origin}${address.pathname}?lang=en`)
    await page.getByText(ENGLISH.shell.privacy).waitFor()
    await page.goto(`${address.origin}${address.pathname}?view=about`)
    await page.getByRole('button', { name: GERMAN.storage.clear }).click()
    await page.getByText(GERMAN.storage.cleared).waitFor()
    await page.reload()
    await page.getByText(ENGLISH.shell.privacy).waitFor()
    expect(problems).toEqual([])
  })

  it('is the visitor’s own, whose numbers are written accordingly', async () => {
    const { page } = await visit(browser(), { locale: 'de-AT' })
    await engineReady(page)
    await page.getByRole('button', { name: 'Beispiel: vier Gesichter' }).click()
    await page.getByRole('img', { name: /^Foto mit 4 Gesichtern/ }).waitFor()
    expect(await page.getByRole('row', { name: /Precise/ }).innerText()).toMatch(/\d,\d\d/)
    expect(new URL(page.url()).search).toBe('')
  })

  it('costs those who read English nothing, and is English where German does not come', async () => {
    const files: string[] = []
    const english = await visit(browser(), {
      before: async (page) => void page.on('request', (request) => files.push(request.url())),
    })
    await english.page.getByText(ENGLISH.shell.privacy).waitFor()
    await engineReady(english.page)
    expect(files.filter((file) => /german/.test(file))).toEqual([])
    const { page } = await visit(browser(), {
      query: '?lang=de',
      before: (opened) => opened.route('**/german*.js', (route) => route.abort()),
    })
    await page.getByText(ENGLISH.shell.privacy).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
  })

  it('is that of the tour, whose cards say it', async () => {
    const { page } = await visit(browser(), { query: '?lang=de&tour=find-a-face' })
    await page.getByRole('dialog', { name: GERMAN.tour.cards.findAFace.title }).waitFor()
    expect((await readTexts(page)).filter((text) => ENGLISH_ONLY.has(text))).toEqual([])
  })
})

describe('a term', () => {
  it('is explained to the keyboard, and to those who hear it, until Escape', async () => {
    const { page, problems } = await visit(browser(), { query: '?view=losses' })
    const term = page
      .getByRole('button', { name: 'Residual', exact: true })
      .or(page.locator('[data-term=residual]'))
      .first()
    await term.waitFor()
    const tip = page.getByRole('tooltip')
    await term.focus()
    await tip.waitFor()
    expect(await tip.innerText()).toContain(ENGLISH.glossary.terms.residual.text)
    const described = await term.evaluate(
      (button) => document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent,
    )
    expect(described).toBe(ENGLISH.glossary.terms.residual.text)
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await tip.waitFor({ state: 'detached' })
    await term.press('Enter')
    await tip.waitFor()
    await page.keyboard.press('Tab')
    expect(await tip.filter({ hasText: ENGLISH.glossary.terms.residual.text }).count()).toBe(0)
    expect(problems).toEqual([])
  })

  it('is explained by pointing at it, and stays while the pointer goes to the explanation', async () => {
    const { page } = await visit(browser(), { query: '?view=losses' })
    await page.locator('[data-term=residual]').first().hover()
    const tip = page.getByRole('tooltip')
    await tip.hover()
    await page.waitForTimeout(400)
    expect(await tip.count()).toBe(1)
    await page.mouse.move(2, 2)
    await tip.waitFor({ state: 'detached' })
  })

  it('is explained by a tap on a phone, within the screen', async () => {
    const viewport = { width: 390, height: 844 }
    const { page } = await visit(browser(), { query: '?view=single&lang=de', viewport, hasTouch: true })
    const term = page.locator('[data-term=nme]').first()
    await term.tap()
    const tip = page.getByRole('tooltip')
    const box = await tip.boundingBox()
    expect(box?.x).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await page.touchscreen.tap(200, 30)
    await tip.waitFor({ state: 'detached' })
  })
})

describe('the article', () => {
  it.each([
    ['en', ENGLISH, 'How to count a mistake'],
    ['de', GERMAN, 'Wie ein Fehler zählt'],
  ] as const)('is read in About with its figures: %s', async (lang, catalogue, heading) => {
    const { page, problems } = await visit(browser(), { query: `?view=about&lang=${lang}` })
    await page.getByText(catalogue.article.open).click()
    await page.getByRole('heading', { name: heading }).waitFor()
    await page.getByTestId('plot').nth(2).waitFor()
    expect(await page.getByTestId('plot').count()).toBe(3)
    const pictures = page.locator('article img')
    expect(await pictures.count()).toBe(2)
    for (const picture of await pictures.all()) {
      await picture.scrollIntoViewIfNeeded()
      await expect
        .poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth))
        .toBeGreaterThan(500)
    }
    expect(await violations(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    await page.waitForTimeout(200)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    expect(problems).toEqual([])
  })
})
