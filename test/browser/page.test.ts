import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, inject, it } from 'vitest'
import { useBrowser } from '../support/browsing.ts'
import { engineReady, inspect, visit, type Visit, whileOpen } from '../support/visit.ts'

const browser = useBrowser()
let open: Visit | undefined

describe('the built page', () => {
  it('forbids scripts and requests of any other origin', async () => {
    open = await visit(browser())
    const policy = await open.page.evaluate(
      () =>
        document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content') ?? '',
    )
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'self'")
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/)
  })

  it('has no script that imports the first file of a worker, which WebKit would run twice', () => {
    const folder = `${inject('dist')}/assets/`
    const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'))
    const importing = scripts.filter((name) =>
      /(from|import) ?\(?["'`]\.\/[\w-]*-worker-/.test(readFileSync(folder + name, 'utf8')),
    )
    expect(scripts.filter((name) => name.includes('-worker-')).length).toBeGreaterThan(1)
    expect(importing).toEqual([])
  })

  it('loads at most 300 kB of scripts, gzipped, before the first face', async () => {
    const sizes = new Map<string, number>()
    open = await visit(browser(), {
      before: (page) =>
        page.context().route(
          /\.js$/,
          whileOpen(async (route) => {
            const response = await route.fetch()
            const body = await response.body()
            const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? ''
            sizes.set(name, gzipSync(body).length)
            await route.fulfill({ response, body })
          }),
        ),
    })
    await open.page.getByRole('button', { name: 'Sample: four faces' }).click()
    await inspect(open.page)
    // The page, its worker and a backend at least; nothing of MediaPipe's own runtime.
    expect(sizes.size).toBeGreaterThan(3)
    const names = [...sizes.keys()].join()
    expect(names).toContain('landmarker-worker')
    expect(names).not.toMatch(/mediapipe|face_detection/)
    const sum = [...sizes.values()].reduce((a, b) => a + b, 0)
    console.log(`${sum} bytes in ${sizes.size} scripts`)
    expect(sum).toBeLessThan(300_000)
  })

  it.each([
    { name: 'a desk', viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
    { name: 'a phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  ] as const)('shows a sample photo on $name', async ({ viewport, colorScheme }) => {
    open = await visit(browser(), { viewport, colorScheme })
    const { page } = open
    await page.getByRole('button', { name: 'Sample: four faces' }).click()
    const { faces, viewport: drawn } = await inspect(page)
    expect(faces).toHaveLength(4)
    expect(drawn.mirrored).toBe(false)
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    expect(
      await page.evaluate(() => document.querySelector('canvas')?.getBoundingClientRect().top),
    ).toBeLessThan(120)
    expect(open.problems).toEqual([])
  })

  it.each([
    ['one face', 0],
    ['a turned face', 0],
    ['a tilted face', 45],
    ['a face looking down', -30],
  ])('shows a portrait: %s', async (name, roll) => {
    open = await visit(browser(), { query: '?variant=lite' })
    const { page } = open
    await page.getByRole('button', { name: `Sample: ${name}`, exact: true }).click()
    const { faces, width, height } = await inspect(page)
    expect(faces).toHaveLength(1)
    expect(width / height).toBeCloseTo(4 / 3, 2)
    const { square } = faces[0]!
    expect(Math.abs((square.roll * 180) / Math.PI - roll)).toBeLessThan(8)
    // Large, and in the middle.
    expect(square.side / width).toBeGreaterThan(0.25)
    expect(Math.abs(square.centre[0] / width - 0.5)).toBeLessThan(0.1)
    expect(open.problems).toEqual([])
  })

  it('shows boxes and rolls when asked, and nothing of the overlay when not', async () => {
    open = await visit(browser(), { query: '?variant=wing' })
    const { page } = open
    await engineReady(page)
    await page.getByRole('button', { name: 'Sample: four faces' }).click()
    const { faces, frames } = await inspect(page)
    const rolls = faces.map(({ square }) => Math.round((square.roll * 180) / Math.PI)).sort((p, q) => p - q)
    // Heads lean in this photo: two to the left, one upright, one to the right.
    expect(rolls[0]).toBeLessThan(-4)
    expect(rolls[3]).toBeGreaterThan(8)
    const ink = () => page.evaluate(() => document.querySelector('canvas')?.toDataURL() ?? '')
    const before = await ink()
    await page.getByLabel('Box and roll').check()
    expect(await ink()).not.toBe(before)
    await page.getByLabel('Box and roll').uncheck()
    expect(await ink()).toBe(before)
    await page.getByRole('checkbox', { name: 'Statistics' }).uncheck()
    expect(await page.getByRole('table', { name: 'Statistics' }).count()).toBe(0)
    expect((await inspect(page)).frames).toBe(frames)
    expect(open.problems).toEqual([])
  })
})
