import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { useBrowser } from '../support/browsing.ts'
import { engineReady, visit, type Visit } from '../support/visit.ts'

const browser = useBrowser()
let open: Visit | undefined

const slider = (page: Page, name: string) => page.getByRole('slider', { name, exact: true })
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })
const query = (page: Page) => new URL(page.url()).searchParams

/** Moves a slider through more values at once than the address takes at once; then goes back, if told. */
function drag(page: Page, name: string, values: readonly number[], goBack = false): Promise<void> {
  return slider(page, name).evaluate(
    (input: HTMLInputElement, [values, goBack]) => {
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
      for (const value of values) {
        set?.call(input, String(value))
        input.dispatchEvent(new Event('input', { bubbles: true }))
      }
      if (goBack) history.back()
    },
    [values, goBack] as const,
  )
}

/** Values from 5 to 19 and back, many times; `last` comes last. */
const way = (last: number) => [...Array.from({ length: 120 }, (_, i) => 5 + 0.5 * (i % 29)), last]

describe('the address', () => {
  it('of a view that was left by Back says nothing of a slider that moved in the other one', async () => {
    open = await visit(browser(), { query: '?backend=wasm' })
    const { page } = open
    await link(page, 'Losses').click()
    await slider(page, 'w').waitFor()
    await drag(page, 'w', way(14), true)
    await page.getByRole('button', { name: 'Start camera' }).waitFor()
    // Longer than an address waits to be written.
    await page.waitForTimeout(600)
    expect(new URL(page.url()).search).toBe('?backend=wasm')
    // Nor is it said in the address of the next view.
    await link(page, 'About').click()
    expect(Object.fromEntries(query(page))).toEqual({ backend: 'wasm', view: 'about' })
    expect(open.problems).toEqual([])
  })

  it('keeps the last value of a slider when the page is reloaded at once', async () => {
    open = await visit(browser(), { query: '?view=losses' })
    const { page } = open
    await slider(page, 'w').waitFor()
    // More changes than the address takes at once: the last one is still to be written when the slider is released.
    await Promise.all([
      page.waitForEvent('load'),
      slider(page, 'w').evaluate((input: HTMLInputElement, values) => {
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
        for (const value of values) {
          set?.call(input, String(value))
          input.dispatchEvent(new Event('input', { bubbles: true }))
        }
        input.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }))
        location.reload()
      }, way(17)),
    ])
    await slider(page, 'w').waitFor()
    expect(await slider(page, 'w').inputValue()).toBe('17')
    expect(open.problems).toEqual([])
  })

  it('is kept whole by links to other views and to this one', async () => {
    open = await visit(browser(), { query: '?view=losses' })
    const { page } = open
    await slider(page, 'w').waitFor()
    await drag(page, 'w', way(14))
    await page.getByRole('checkbox', { name: 'L2' }).uncheck()
    const opened = page.context().waitForEvent('page')
    await link(page, 'Losses').click({ modifiers: ['ControlOrMeta'] })
    const other = await opened
    await slider(other, 'w').waitFor()
    expect(await slider(other, 'w').inputValue()).toBe('14')
    expect(await other.getByRole('checkbox', { name: 'L2' }).isChecked()).toBe(false)
    // A link to another view leads back to what is set here.
    const href = (await link(page, 'Live').getAttribute('href')) ?? ''
    await other.goto(new URL(href, page.url()).href)
    await link(other, 'Losses').click()
    expect(await slider(other, 'w').inputValue()).toBe('14')
  })

  it('keeps what was set a moment before another backend is chosen', async () => {
    open = await visit(browser(), { query: '?variant=lite' })
    const { page } = open
    await engineReady(page)
    const loaded = page.waitForEvent('load')
    await drag(page, 'In motion', way(33))
    await page.getByRole('combobox', { name: 'Run on' }).selectOption('wasm')
    await loaded
    await engineReady(page)
    expect(Object.fromEntries(query(page))).toEqual({ variant: 'lite', motion: '33', backend: 'wasm' })
    expect(await slider(page, 'In motion').inputValue()).toBe('33')
    expect(await page.getByRole('combobox', { name: 'Run on' }).inputValue()).toBe('wasm')
  })
})

describe('w and ε', () => {
  const USUAL = { w: '10', ε: '2' }

  it('are each view’s own: what Losses draws does not change what Fine-tune trains with, nor back', async () => {
    open = await visit(browser(), { query: '?view=losses&backend=wasm' })
    const { page } = open
    await slider(page, 'w').fill('14')
    await slider(page, 'ε').fill('0.5')
    await link(page, 'Fine-tune').click()
    for (const [name, value] of Object.entries(USUAL)) {
      await vi.waitUntil(async () => (await slider(page, name).inputValue()) === value, { timeout: 5000 })
    }
    await slider(page, 'w').fill('6')
    await page.reload()
    expect(await slider(page, 'w').inputValue()).toBe('6')
    expect(await slider(page, 'ε').inputValue()).toBe(USUAL.ε)
    await link(page, 'Losses').click()
    await page.getByRole('img', { name: /^Value of the loss/ }).waitFor()
    expect(await slider(page, 'w').inputValue()).toBe('14')
    expect(await slider(page, 'ε').inputValue()).toBe('0.5')
    expect(open.problems).toEqual([])
  })

  it.each([
    ['losses', 'Fine-tune'],
    ['tune', 'Losses'],
  ])('of an old link to %s are opened as they were, and mean nothing to %s', async (view, other) => {
    open = await visit(browser(), { query: `?view=${view}&w=6&epsilon=0.5&backend=wasm` })
    const { page } = open
    await slider(page, 'w').waitFor()
    expect(await slider(page, 'w').inputValue()).toBe('6')
    expect(await slider(page, 'ε').inputValue()).toBe('0.5')
    await slider(page, 'ε').fill('1')
    await page.reload()
    await slider(page, 'w').waitFor()
    expect(await slider(page, 'w').inputValue()).toBe('6')
    expect(await slider(page, 'ε').inputValue()).toBe('1')
    await link(page, other).click()
    await page.getByRole('heading', { name: /^(How hard does|Fine-tune on)/ }).waitFor()
    await vi.waitUntil(async () => (await slider(page, 'w').inputValue()) === USUAL.w, { timeout: 5000 })
    expect(await slider(page, 'ε').inputValue()).toBe(USUAL.ε)
  })
})
