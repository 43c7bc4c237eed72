import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { VIEWS } from '../../src/app/state/routes.ts'
import { useBrowser } from '../support/browsing.ts'
import { viewDrawn, visit, type Visit } from '../support/visit.ts'

const browser = useBrowser()
let open: Visit | undefined

const SIZES = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const
/** CSS pixels. */
const SMALLEST_TEXT = 12
/** WCAG's contrast of what is not text. */
const LEAST_CONTRAST = 3

/** Texts that are drawn smaller than they may be, each with its size as seen: drawings are scaled. */
function smallTexts(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const small: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement
      if (!element?.checkVisibility() || !node.textContent?.trim()) continue
      const matrix = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null
      const scale = matrix ? Math.hypot(matrix.a, matrix.b) : 1
      const size = scale * Number.parseFloat(getComputedStyle(element).fontSize)
      if (size < least - 0.01) small.push(`${size.toFixed(2)} px: ${node.textContent}`)
    }
    return small
  }, SMALLEST_TEXT)
}

/** Swatches, curves, bars and dots that can hardly be told from what is behind them; and how many there are. */
function faintMarks(page: Page): Promise<{ count: number; faint: string[] }> {
  return page.evaluate((least) => {
    const numbers = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number)
    const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    const luminance = ([r, g, b]: number[]) =>
      0.2126 * linear(r! / 255) + 0.7152 * linear(g! / 255) + 0.0722 * linear(b! / 255)
    const behind = (element: Element): number[] => {
      for (let at = element.parentElement; at; at = at.parentElement) {
        const colour = numbers(getComputedStyle(at).backgroundColor)
        if (colour.length === 3 || colour[3]! > 0) return colour
      }
      return [255, 255, 255]
    }
    const marks = [...document.querySelectorAll('main [data-dot]')].map((element) => ({
      element,
      paint: getComputedStyle(element).backgroundColor,
      opacity: 1,
    }))
    for (const element of document.querySelectorAll('main figure svg :is(path, rect, circle)')) {
      const { stroke, fill, strokeOpacity, fillOpacity, opacity } = getComputedStyle(element)
      const stroked = stroke !== 'none'
      const own = Number(stroked ? strokeOpacity : fillOpacity) * Number(opacity)
      // What is meant to be faint: grids, clouds, the ground of what is chosen.
      if (own >= 0.5) marks.push({ element, paint: stroked ? stroke : fill, opacity: own })
    }
    const faint = marks.flatMap(({ element, paint, opacity }) => {
      const ground = behind(element)
      const seen = numbers(paint)
        .slice(0, 3)
        .map((value, i) => opacity * value + (1 - opacity) * ground[i]!)
      const [dark, light] = [luminance(seen), luminance(ground)].sort((p, q) => p - q)
      const contrast = (light! + 0.05) / (dark! + 0.05)
      return contrast < least ? [`${contrast.toFixed(2)}: ${element.outerHTML.slice(0, 120)}`] : []
    })
    return { count: marks.length, faint }
  }, LEAST_CONTRAST)
}

/** Minimum number of swatches, curves, bars and dots of a view. */
const MARKS: Readonly<Record<string, number>> = {
  single: 5,
  compare: 9,
  xray: 5,
  losses: 25,
  evaluate: 5,
  balancing: 20,
}

describe.each(VIEWS)('view $title', ({ id, picture }) => {
  it.each(['light', 'dark'] as const)('can be read and told apart, %s', async (colorScheme) => {
    open = await visit(browser(), { query: `?view=${id}&backend=wasm`, colorScheme })
    const { page } = open
    await viewDrawn(page, picture)
    const { count, faint } = await faintMarks(page)
    expect(faint).toEqual([])
    expect(count).toBeGreaterThanOrEqual(MARKS[id] ?? 0)
    for (const size of Object.values(SIZES)) {
      await page.setViewportSize(size)
      // Plots are drawn anew.
      await page.waitForTimeout(200)
      expect(await smallTexts(page)).toEqual([])
    }
    // What only a mouse that waits would show.
    expect(await page.locator('[title]').count()).toBe(0)
    expect(open.problems).toEqual([])
  })
})

describe('a hint', () => {
  const HINTS = [
    ['single', 'At rest', /^Cut-off frequency/],
    ['xray', 'Noise', /^Standard deviation of noise/],
  ] as const

  it.each(HINTS)('is reached by keyboard and closed again: %s, %s', async (view, name, text) => {
    open = await visit(browser(), { query: `?view=${view}` })
    const { page } = open
    const button = page.getByRole('button', { name: `Explain ${name}` })
    const hint = page.getByText(text)
    await button.waitFor()
    expect(await hint.isVisible()).toBe(false)
    // The next thing after it is the slider, which is described by the hint, shown or not.
    await button.focus()
    await page.keyboard.press('Enter')
    await hint.waitFor()
    expect(await button.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('Tab')
    const described = await page.evaluate(() => {
      const id = document.activeElement?.getAttribute('aria-describedby') ?? ''
      return document.getElementById(id)?.textContent ?? ''
    })
    expect(described).toMatch(text)
    await button.press('Enter')
    await hint.waitFor({ state: 'hidden' })
  })

  it.each(HINTS)('is reached by touch: %s, %s', async (view, name, text) => {
    open = await visit(browser(), { query: `?view=${view}`, viewport: SIZES.phone, hasTouch: true })
    const { page } = open
    const button = page.getByRole('button', { name: `Explain ${name}` })
    await button.scrollIntoViewIfNeeded()
    const box = await button.boundingBox()
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24)
    await button.tap()
    await page.getByText(text).waitFor()
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
  })
})
