import type { Page } from 'playwright-core'
import { expect, it, vi } from 'vitest'
import { STAGES } from '../../src/geometry/face.ts'
import { toCropPoint } from '../../src/geometry/crop.ts'
import { violations } from '../support/axe.ts'
import { cameraShowing, useBrowser } from '../support/browsing.ts'
import { cut, ONE_FACE, sample } from '../support/faces.ts'
import { visit } from '../support/visit.ts'

const browser = useBrowser(() =>
  cameraShowing(async (maker) => {
    const still = await cut(maker, sample(6), ONE_FACE)
    const aside = await cut(maker, sample(6), { ...ONE_FACE, left: ONE_FACE.left - 60 })
    return [still, aside].flatMap((photo) => Array.from({ length: 12 }, () => photo))
  }),
)
const PATIENCE = { timeout: 150_000, interval: 100 }

const maps = (page: Page) => page.getByTestId('layer-maps').getByRole('img')
const path = (page: Page) => page.getByTestId('point-path')
const labelsOf = (page: Page) =>
  maps(page).evaluateAll((all) => all.map((canvas) => canvas.getAttribute('aria-label') ?? ''))

/** Pixels of the first map. */
const readFirstMap = (page: Page) =>
  maps(page)
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas
      return [...(canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [])].join()
    })

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

it('shows heat maps, layers, filters and the way of a landmark, by keyboard and address', async () => {
  const { page, problems } = await visit(browser(), { query: '?view=xray' })
  await vi.waitUntil(() => page.evaluate(() => window.xray), PATIENCE)
  const button = page.getByRole('button', { name: 'Look inside' })
  // Nothing is computed before it is opened.
  expect(await page.getByTestId('layer-maps').count()).toBe(0)
  await button.focus()
  await page.keyboard.press('Enter')
  await page.getByText('Maps 1 to 34 of 68').waitFor(PATIENCE)
  const labels = await labelsOf(page)
  expect(labels).toHaveLength(34)
  for (const [i, label] of labels.entries())
    expect(label).toMatch(new RegExp(`^Heat map of landmark ${i}, [\\d.]+% to [\\d.]+%$`))
  await page.getByRole('button', { name: 'Next maps' }).click()
  await page.getByText('Maps 35 to 68 of 68').waitFor()

  await page.getByRole('combobox', { name: 'Layer' }).selectOption('level1')
  await page.getByText('Maps 1 to 32 of 32').waitFor(PATIENCE)
  expect((await labelsOf(page))[0]).toMatch(/^Map 1 of Encoder 1, (values 0 to [\d.]+|0 everywhere)$/)
  const filters = page.getByTestId('first-filters').getByRole('img')
  expect(await filters.count()).toBe(32)
  expect(await filters.first().getAttribute('aria-label')).toMatch(
    /^Filter 1, weights from −[\d.]+ to [\d.]+$/,
  )

  await path(page).waitFor(PATIENCE)
  await page.getByRole('combobox', { name: 'Landmark', exact: true }).selectOption('8')
  const seen = await page.evaluate(() => window.xray)
  if (!seen) throw new Error('nothing was examined')
  const [x, y] = toCropPoint(seen.crop, seen.landmarks[8]!)
  await path(page)
    .getByText(`Landmark 8 at x ${x.toFixed(1)}, y ${y.toFixed(1)} of ${STAGES[1].input} px.`)
    .waitFor()
  expect(await path(page).getByRole('img').count()).toBe(3)
  await path(page)
    .getByText(/^How far landmark 8 moves .* each place: 0 \(clear\) to [\d.]+ px \(bright\)\.$/)
    .waitFor()
  await path(page)
    .getByText(/^How probable each cell is: 0 to [\d.]+%/)
    .waitFor()
  expect(new URL(page.url()).search).toBe('?view=xray&inside=on&layer=level1&traced=8')

  // A click takes the landmark nearest to it, in each picture of the crop.
  for (const [picture, landmark] of [
    [/^The crop; covering it/, 30],
    [/^The heat map of landmark/, 54],
    [/^The crop with landmark/, 8],
  ] as const) {
    const canvas = path(page).getByRole('img', { name: picture })
    const box = await canvas.boundingBox()
    if (!box) throw new Error('the picture is not drawn')
    const [cropX, cropY] = toCropPoint(seen.crop, seen.landmarks[landmark]!)
    const scale = box.width / STAGES[1].input
    await canvas.click({ position: { x: cropX * scale + 1, y: cropY * scale - 1 } })
    await path(page)
      .getByText(`Landmark ${landmark} at x ${cropX.toFixed(1)}`)
      .waitFor()
    const field = page.getByRole('combobox', { name: 'Landmark', exact: true })
    expect(await field.inputValue()).toBe(String(landmark))
  }
  expect(await violations(page)).toEqual([])
  const inside = page.getByTestId('inside')
  for (const term of ['crop', 'landmark', 'heatMap'])
    expect(await inside.locator(`[data-term=${term}]`).count(), term).toBeGreaterThan(0)

  await page.reload()
  await page.getByText('Maps 1 to 32 of 32').waitFor(PATIENCE)
  await path(page).getByText('Landmark 8 at').waitFor(PATIENCE)
  expect(problems).toEqual([])
})

it('shows the maps of a CNN without which a landmark moves most, on a phone', async () => {
  const { page, problems } = await visit(browser(), {
    query: '?view=xray&variant=wing&inside=on&backend=wasm',
    viewport: { width: 390, height: 844 },
  })
  await page.getByText('Maps 1 to 32 of 32').waitFor(PATIENCE)
  await path(page).getByText('The 6 of 512 maps that matter most').waitFor(PATIENCE)
  await path(page).getByRole('button', { name: 'convolution' }).click()
  await page.getByRole('tooltip').filter({ hasText: 'moves small filters over' }).waitFor()
  expect(
    await path(page)
      .getByRole('img', { name: /^Map \d+, values .* moves by [\d.]+ pixels$/ })
      .count(),
  ).toBe(6)
  expect(await overflow(page)).toBe(0)
  // The first network, which has no crop when it is off.
  await page.getByRole('combobox', { name: 'Network' }).selectOption('1')
  await page.getByRole('img', { name: /^Map 1 of Convolution 1/ }).waitFor(PATIENCE)
  await path(page).getByText(`of ${STAGES[0].input} px.`).waitFor(PATIENCE)
  await page.getByRole('combobox', { name: 'Stage 1 passes' }).selectOption('none')
  await page.getByText('Stage 1 is off, so its network has no crop').waitFor(PATIENCE)
  expect(problems).toEqual([])
})

it('stays with the first frame of the camera until it is told to follow', async () => {
  const { page, problems } = await visit(browser(), {
    query: '?view=xray&inside=on&layer=level1&variant=lite',
  })
  await page.getByRole('button', { name: 'Start camera' }).click()
  await page.getByRole('button', { name: 'Look at this frame' }).waitFor(PATIENCE)
  const count = await vi.waitUntil(
    () => page.evaluate(() => (window.xray?.live ? window.xray.count : 0)),
    PATIENCE,
  )
  await path(page).waitFor(PATIENCE)
  await page.getByText('Covering 64 parts').waitFor({ state: 'detached', timeout: 60_000 })
  const first = await readFirstMap(page)
  await vi.waitUntil(() => page.evaluate((n) => (window.xray?.count ?? 0) > n + 5, count), PATIENCE)
  expect(await readFirstMap(page)).toBe(first)

  await page.getByRole('checkbox', { name: 'Follow the camera' }).check()
  await page.getByText('Freeze a frame to follow a landmark.').waitFor()
  await vi.waitUntil(async () => (await readFirstMap(page)) !== first, PATIENCE)
  await page.getByRole('button', { name: 'Freeze and measure' }).click()
  await path(page).waitFor(PATIENCE)
  expect(problems).toEqual([])
})
