import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findShades } from '../../src/app/ui/colours.ts'
import { cameraShowing, useBrowser } from '../support/browsing.ts'
import { cut, ONE_FACE, sample } from '../support/faces.ts'
import { apart, engineReady, inspect, inspectFace, openPhoto, visit, type Visit } from '../support/visit.ts'

/** Variants that the view shows by default: one for each loss. */
const variants = ['l2', 'l1', 'smooth-l1', 'wing']

describe('compare', () => {
  let open: Visit | undefined
  let still: Buffer
  const browser = useBrowser(() =>
    cameraShowing(async (maker) => {
      still = await cut(maker, sample(6), ONE_FACE)
      return [still, still, still, still]
    }),
  )

  it('shows every variant on one photo, on the crop that Wing alone would see', async () => {
    open = await visit(browser(), { query: '?variant=wing' })
    const { page } = open
    await engineReady(page)
    const alone = await openPhoto(page, 'still.jpg', 'image/jpeg', still)
    await page.getByRole('link', { name: 'Compare' }).click()
    const seen = await inspect(page, alone.frames + 1)
    expect(seen.panels.map((panel) => panel.variants)).toHaveLength(variants.length)
    const face = seen.faces[0]!
    expect(Object.keys(face.variants).sort()).toEqual([...variants].sort())
    expect(apart(face.variants.wing!, alone.faces[0]!.landmarks)).toBeLessThan(1e-6)
    for (const [name, landmarks] of Object.entries(face.variants)) {
      // Variants differ, by less than a tenth of the distance of the eyes.
      expect(apart(landmarks, face.variants.wing!)).toBeLessThan(0.1)
      if (name !== 'wing') expect(apart(landmarks, face.variants.wing!)).toBeGreaterThan(0.001)
    }
    // Panels do not overlap, and each holds the whole picture.
    const corners = new Set(
      seen.panels.map(({ viewport }) => `${viewport.left.toFixed()},${viewport.top.toFixed()}`),
    )
    expect(corners.size).toBe(variants.length)
    expect(open.problems).toEqual([])
  })

  it('keeps what is chosen in the address', async () => {
    open = await visit(browser())
    const { page } = open
    await engineReady(page)
    await page.getByRole('link', { name: 'Compare' }).click()
    await page.getByRole('button', { name: 'Difference' }).click()
    await page.getByLabel('Magnify differences').fill('12')
    await page.getByRole('checkbox', { name: 'L2' }).uncheck()
    await page.getByRole('checkbox', { name: 'Points', exact: true }).uncheck()
    await page.getByRole('checkbox', { name: 'Box and roll' }).check()
    await page.reload()
    await engineReady(page)
    expect(new URL(page.url()).search).toContain('view=compare')
    expect(await page.getByRole('button', { name: 'Difference' }).getAttribute('aria-pressed')).toBe('true')
    expect(await page.getByLabel('Magnify differences').inputValue()).toBe('12')
    expect(await page.getByRole('checkbox', { name: 'L2' }).isChecked()).toBe(false)
    expect(new URL(page.url()).searchParams.get('show')).toBe('contours,box,figures')
    expect(await page.getByRole('checkbox', { name: 'Points', exact: true }).isChecked()).toBe(false)
    expect(await page.getByRole('checkbox', { name: 'Box and roll' }).isChecked()).toBe(true)
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: /^Download .*cumulative error/i }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toBe('cumulative-error-distribution.svg')
    // A curve a variant, each in its colour and not filled, whatever the page's style is.
    const svg = readFileSync(await download.path(), 'utf8')
    const curves = [
      ...svg.matchAll(/<path [^>]*stroke-width="1.8"[^>]*>|<g[^>]*stroke-width="1.8"[^>]*>/g),
    ].map(([path]) => path)
    expect(curves.map((path) => /stroke="(#\w+)"/.exec(path)?.[1])).toEqual(
      ['l1', 'smooth-l1', 'wing'].map((name) => findShades(name).light),
    )
    for (const path of curves) expect(path).toContain('fill="none"')
    const seen = await openPhoto(page, 'still.jpg', 'image/jpeg', still)
    expect(Object.keys(seen.faces[0]!.variants)).not.toContain('l2')
    const ink = () => page.evaluate(() => document.querySelector('canvas')?.toDataURL() ?? '')
    const before = await ink()
    await page.getByLabel('Magnify differences').fill('3')
    expect(await ink()).not.toBe(before)
    expect(open.problems).toEqual([])
  })

  it('runs all variants on the camera, with each one’s time and jitter', async () => {
    open = await visit(browser(), { query: '?view=compare' })
    const { page } = open
    await page.getByRole('button', { name: 'Start camera' }).click()
    const first = await inspectFace(page, 3)
    const later = await inspect(page, first.frames + 20)
    expect(Object.keys(later.faces[0]!.variants)).toHaveLength(variants.length)
    expect(later.tensors).toBe(first.tensors)
    const rows = await page.getByRole('region', { name: 'Variants' }).locator('tbody tr').allInnerTexts()
    const measured = rows.filter((row) => !/Lite|Precise/.test(row))
    expect(measured).toHaveLength(variants.length)
    for (const row of measured) expect(row).toMatch(/\d+\s+\d+\.\d\d/)
    expect(open.problems).toEqual([])
  })
})
