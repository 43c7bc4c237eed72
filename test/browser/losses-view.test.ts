import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { createLosses } from '../../src/app/features/losses/curves.ts'
import { computePull, INPUT_SIDE_PX, TRUE_SHAPE } from '../../src/app/features/losses/pull.ts'
import {
  computeMeanSize,
  drawStart,
  findClosest,
  PREDICTED_STEP,
  runRace,
} from '../../src/app/features/losses/race.ts'
import { findResult } from '../../src/app/state/results.ts'
import { formatVariantName } from '../../src/app/ui/colours.ts'
import type { Point } from '../../src/geometry/point.ts'
import { violations } from '../support/axe.ts'
import { useBrowser } from '../support/browsing.ts'
import { visit } from '../support/visit.ts'

const browser = useBrowser()
const losses = createLosses({ w: 10, epsilon: 2, r: 0.5 })

const openLosses = (query = '', options: Parameters<typeof visit>[1] = {}) =>
  visit(browser(), { query: `?view=losses${query}`, ...options })
const face = (page: Page) => page.getByTestId('pulled-face')
const search = (page: Page) => new URL(page.url()).search

/** Maps a point of CNN-7's input to the screen. */
async function onScreen(page: Page, [x, y]: Point): Promise<Point> {
  await face(page).scrollIntoViewIfNeeded()
  const box = await face(page).boundingBox()
  if (!box) throw new Error('the face is on the page')
  const scale = box.width / INPUT_SIDE_PX
  return [box.x + x * scale, box.y + y * scale]
}

/** Cells of the table: loss, value, pull on x, on y, and in all. */
const table = (page: Page) =>
  page
    .getByRole('table')
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent.trim())),
    )

/** Checks the table and the arrows for these residuals. */
async function expectPulls(page: Page, residual: Point): Promise<void> {
  const pulls = losses.map((loss) => computePull(loss, residual))
  await page.getByText(`Residual: x ${residual[0].toFixed(1)} px, y ${residual[1].toFixed(1)} px`).waitFor()
  expect(await table(page)).toEqual(
    pulls.map(({ loss, value, pull: [x, y] }) => [
      formatVariantName(loss),
      value.toFixed(1),
      x.toFixed(2),
      y.toFixed(2),
      Math.hypot(x, y).toFixed(2),
    ]),
  )
  const arrows = await face(page)
    .locator('[data-loss]')
    .evaluateAll((paths) =>
      paths.map((path) => (path.getAttribute('d')?.match(/-?[\d.]+/g) ?? []).map(Number)),
    )
  for (const [i, [x0, y0, x1, y1]] of arrows.entries()) {
    const [x, y] = pulls[i]!.pull
    const size = Math.hypot(x, y)
    if (size === 0) continue
    // Each arrow points where its loss pulls.
    const length = Math.hypot(x1! - x0!, y1! - y0!)
    expect((x1! - x0!) / length).toBeCloseTo(x / size, 2)
    expect((y1! - y0!) / length).toBeCloseTo(y / size, 2)
  }
}

describe('a point of the face', () => {
  it('is dragged by mouse, and each loss pulls it back as src/losses says', async () => {
    const { page, problems } = await openLosses()
    await expectPulls(page, [6, -4])
    const from = await onScreen(page, TRUE_SHAPE[30]!)
    await page.mouse.move(...from)
    await page.mouse.down()
    const scale = ((await face(page).boundingBox())?.width ?? 0) / INPUT_SIDE_PX
    await page.mouse.move(from[0] + 3 * scale, from[1], { steps: 4 })
    await page.mouse.move(from[0] + 3 * scale, from[1] + 12 * scale, { steps: 4 })
    await page.mouse.up()
    await vi.waitUntil(() => /pull=30,/.test(search(page)))
    const [, landmark, x, y] = /pull=(\d+),([-\d.]+),([-\d.]+)/.exec(search(page)) ?? []
    expect(Number(landmark)).toBe(30)
    expect(Number(x)).toBeCloseTo(3, 0)
    expect(Number(y)).toBeCloseTo(12, 0)
    await expectPulls(page, [Number(x), Number(y)])
    // The pointer without a button moves nothing.
    await page.mouse.move(from[0], from[1])
    expect(search(page)).toContain(`pull=30,${x},${y}`)
    await page.reload()
    await expectPulls(page, [Number(x), Number(y)])
    expect(await violations(page)).toEqual([])
    expect(problems).toEqual([])
  })

  it('is moved, put back and chosen by keyboard', async () => {
    const { page, problems } = await openLosses('&pull=8,0,0')
    await face(page).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowUp')
    await page.getByText('Residual: x 0.5 px, y -2.5 px').waitFor()
    await expectPulls(page, [0.5, -2.5])
    await page.keyboard.press(']')
    expect(search(page)).toContain('pull=9,0.5,-2.5')
    expect(await face(page).getAttribute('aria-label')).toContain(
      'landmark 9, jaw, by x 0.5 and y -2.5 pixels',
    )
    for (let i = 0; i < 10; i++) await page.keyboard.press('[')
    expect(search(page)).toContain('pull=67,0.5,-2.5')
    await page.keyboard.press('Home')
    await page.getByText('Residual: x 0.0 px, y 0.0 px').waitFor()
    await expectPulls(page, [0, 0])
    expect(problems).toEqual([])
  })

  it('is dragged by a finger on a phone, and the page scrolls elsewhere', async () => {
    const { page, problems } = await openLosses('', { viewport: { width: 390, height: 844 }, hasTouch: true })
    const truth = TRUE_SHAPE[48]
    const from = await onScreen(page, [truth![0] + 6, truth![1] - 4])
    const session = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: Point[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y]) => ({ x, y })) })
    await touch('touchStart', [from])
    for (let i = 1; i <= 6; i++) await touch('touchMove', [[from[0], from[1] + 6 * i]])
    await touch('touchEnd', [])
    await vi.waitUntil(() => /pull=48,6(\.\d)?,[1-9]/.test(search(page)), { timeout: 10_000 })
    const scrolled = await page.evaluate(() => scrollY)
    // A finger beside the face's points scrolls.
    const beside = await onScreen(page, [10, 120])
    await touch('touchStart', [beside])
    for (let i = 1; i <= 10; i++) await touch('touchMove', [[beside[0], beside[1] - 20 * i]])
    await touch('touchEnd', [])
    await vi.waitUntil(() => page.evaluate((before) => scrollY > before + 50, scrolled), { timeout: 10_000 })
    expect(problems).toEqual([])
  })

  it('keeps to its place where the address names none', async () => {
    for (const pull of ['99,1,1', 'a', '48,6', '48,x,1']) {
      const { page, problems } = await openLosses(`&pull=${pull}`)
      await page.getByText('Residual: x 6.0 px, y -4.0 px').waitFor()
      expect(problems).toEqual([])
    }
  })
})

/** Computes the expected result of the race. */
function expected(start: 'trained' | 'early', rate: number, seed: number, step: number) {
  const histogram = findResult('wing')?.residuals
  if (!histogram) throw new Error('the residuals of wing are shipped')
  const tracks = runRace(losses, drawStart(histogram, start, seed), rate)
  const rows = tracks.map(
    ({ loss, steps }) => `${formatVariantName(loss)}: ${computeMeanSize(steps[step]!).toFixed(2)} px`,
  )
  return { rows, closest: findClosest(tracks, PREDICTED_STEP) }
}

const racePlot = (page: Page) => page.getByRole('img', { name: /^Histograms of the residuals/ })

async function expectRace(page: Page, step: number, rows: readonly string[]): Promise<void> {
  await page.getByRole('img', { name: `after ${step} steps. Means: ${rows.join('; ')}` }).waitFor()
  const texts = await racePlot(page).locator('text').allTextContents()
  expect(texts).toEqual(expect.arrayContaining([...rows]))
}

describe('the race of the losses', () => {
  it.each([
    { start: 'trained', rate: 0.02, seed: 1 },
    { start: 'early', rate: 0.1, seed: 12 },
  ] as const)('goes step by step as src/losses says: %o', async ({ start, rate, seed }) => {
    const { page, problems } = await openLosses(
      `&race-start=${start}&race-rate=${rate}&race-draw=${seed}&race-step=3`,
    )
    await expectRace(page, 3, expected(start, rate, seed, 3).rows)
    await page.getByRole('button', { name: 'Step', exact: true }).click()
    await expectRace(page, 4, expected(start, rate, seed, 4).rows)
    await page.getByRole('slider', { name: 'Step of the race' }).fill('120')
    await expectRace(page, 120, expected(start, rate, seed, 120).rows)
    expect(search(page)).toContain('race-step=120')
    await page.getByRole('button', { name: 'Back to the start' }).click()
    await expectRace(page, 0, expected(start, rate, seed, 0).rows)
    expect(problems).toEqual([])
  })

  it('starts with a guess, plays to its step, and names the winner', async () => {
    const { page, problems } = await openLosses()
    const { closest } = expected('trained', 0.02, 1, PREDICTED_STEP)
    expect(closest?.loss).toBe('wing')
    expect(await page.getByText('is closest after 50 steps,').count()).toBe(0)
    await page.getByRole('radio', { name: 'L2', exact: true }).check()
    await page.getByRole('button', { name: 'Pause' }).waitFor()
    await page
      .getByRole('status')
      .getByText(
        `Wing is closest after 50 steps, ${closest?.mean.toFixed(2)} px off on average. Your guess, L2`,
      )
      .waitFor()
    await page.getByRole('button', { name: 'Play' }).waitFor()
    expect(search(page)).toBe('?view=losses&race-step=50')
    expect(await violations(page)).toEqual([])
    // Another race asks again.
    await page.getByRole('combobox', { name: 'Start' }).selectOption('five times as large')
    await page.getByText('Choose one to start').waitFor()
    await page.getByRole('radio', { name: 'L2', exact: true }).check()
    await page.getByRole('status').getByText('Right: L2 is closest after 50 steps').waitFor()
    // Those that are hidden take no part.
    await page.getByRole('checkbox', { name: 'L2' }).uncheck()
    const others = expected('early', 0.02, 1, PREDICTED_STEP).rows.slice(1)
    await expectRace(page, 50, others)
    expect(problems).toEqual([])
  })

  it('is paused, goes on, and stops at its last step', async () => {
    const { page, problems } = await openLosses('&race-step=190')
    await page.getByRole('button', { name: 'Play' }).click()
    await page.getByRole('button', { name: 'Pause' }).click()
    const step = Number(/race-step=(\d+)/.exec(search(page))?.[1])
    expect(step).toBeGreaterThanOrEqual(190)
    await page.getByRole('button', { name: 'Play' }).click()
    await page.getByText('200 of 200').waitFor()
    expect(await page.getByRole('button', { name: 'Step', exact: true }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Draw others' }).click()
    await page.getByText('0 of 200', { exact: true }).waitFor()
    expect(search(page)).toBe('?view=losses&race-draw=2')
    await expectRace(page, 0, expected('trained', 0.02, 2, 0).rows)
    expect(problems).toEqual([])
  })
})
