import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { BlobWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { getColour } from '../../src/app/ui/colours.ts'
import { TEXT } from '../../src/app/ui/text.ts'
import { computeInterOcular, computeInterPupil } from '../../src/evaluation/nme.ts'
import { distance, type Point } from '../../src/geometry/point.ts'
import { violations } from '../support/axe.ts'
import { useBrowser } from '../support/browsing.ts'
import { cut, ONE_FACE, ptsText as pts, sample } from '../support/faces.ts'
import { openPhoto, pointsIn, visit, type Visit } from '../support/visit.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const browser = useBrowser()
let open: Visit | undefined
let folder: string
let still: Buffer
/** Landmarks that the page finds in the photo, from MediaPipe's box. */
let truth: readonly Point[]

const dlib = (file: string, points: readonly Point[]) =>
  `<dataset><images><image file='${file}'><box top='0' left='0' width='9' height='9'>${points
    .map(([x, y], i) => `<part name='${i}' x='${(x - 0.5).toFixed(6)}' y='${(y - 0.5).toFixed(6)}'/>`)
    .join('')}</box></image></images></dataset>`
const by = ([dx, dy]: Point, from = 0, to = 68) =>
  truth.map(([x, y], i): Point => (i >= from && i < to ? [x + dx, y + dy] : [x, y]))

beforeAll(async () => {
  still = await cut(browser(), sample(6), ONE_FACE)
  truth = await pointsIn(browser(), still)
  folder = mkdtempSync(join(tmpdir(), 'wingmark-view-'))
  mkdirSync(join(folder, 'faces'))
  const write = (name: string, text: string, photo: Buffer | undefined = still) => {
    writeFileSync(join(folder, 'faces', `${name}.pts`), text)
    if (photo) writeFileSync(join(folder, 'faces', `${name}.jpg`), photo)
  }
  write('exact', pts(truth))
  write('far', pts(by([6, 8])))
  write('mouth', pts(by([0, 20], 48, 68)))
  write('elsewhere', pts(truth.map(([x, y]) => [x / 5, y / 5])))
  write('short', 'version: 1\nn_points: 2\n{\n1 2\n3 4\n}\n')
  write('noise', pts(truth), Buffer.from('no photo'))
  writeFileSync(join(folder, 'faces', 'alone.pts'), pts(truth))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const PATIENCE = { timeout: 120_000 }

/** The cells of a row of a table, by the table's caption and the row's head. */
async function row(page: Page, caption: RegExp, head: string | RegExp): Promise<string[]> {
  const table = page.getByRole('table', { name: caption })
  const found = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: head }) })
  return found.getByRole('cell').allInnerTexts()
}

/** Bytes as a file dropped on the page, which may take it or leave it. */
function drop(page: Page, bytes: Buffer, name: string): Promise<void> {
  return page.evaluate(
    ([data, name]) => {
      // The page's policy lets nothing be fetched from a data: address.
      const file = new File([Uint8Array.from(atob(data), (byte) => byte.charCodeAt(0))], name)
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(file)
      const target = document.querySelector('main') ?? document.body
      for (const type of ['dragover', 'drop']) {
        target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
      }
    },
    [bytes.toString('base64'), name] as const,
  )
}

describe('evaluate', () => {
  it('scores a folder: exactly what its residuals say, as they come by feature, with what was left out', async () => {
    open = await visit(browser(), { query: '?view=evaluate&start=detected&scored=wing' })
    const { page } = open
    await page.getByLabel('Choose folder').setInputFiles(join(folder, 'faces'))
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByText(/^Done: 4 faces in .*, 2 skipped/).waitFor(PATIENCE)

    const [ocular, pupil] = [computeInterOcular(truth), computeInterPupil(truth)]
    const mouth = (20 * 20) / 68
    // Errors in px: 0, 10, 400/68, and one that is not found.
    const nme = (normaliser: number) => (100 * (0 + 10 + mouth)) / 3 / normaliser
    const area = (px: number) => Math.max(0, 1 - px / ocular / 0.08)
    const auc = (100 * (1 + area(10) + area(mouth))) / 4
    const failed = 100 * ([0, 10, mouth].filter((px) => px / ocular > 0.08).length + 1)
    const cells = await row(page, /In percent/, 'Wing')
    expect(cells).toEqual([
      nme(ocular).toFixed(3),
      nme(pupil).toFixed(3),
      auc.toFixed(2),
      (failed / 4).toFixed(2),
      '3 of 4',
    ])
    const features = [10, 10, 10, 10, 30].map((px) => ((100 * px) / 3 / ocular).toFixed(3))
    expect(await row(page, /by feature/, 'Wing')).toEqual(features)

    // All four look the same way, so they are in one bin.
    const bins = await page
      .getByRole('table', { name: /by \|yaw\|/ })
      .getByRole('row')
      .allInnerTexts()
    const filled = bins.slice(1).map((text) => text.split('\t').slice(1))
    expect(filled.reduce((sum, [faces]) => sum + Number(faces), 0)).toBe(4)

    const problems = await page
      .getByRole('listitem')
      .filter({ hasText: /^faces\// })
      .allInnerTexts()
    expect(problems.sort()).toEqual([
      'faces/alone.pts: there is no photo beside it (.jpg, .jpeg, .png)',
      `faces/noise.jpg: ${TEXT.media.photoErrors.unreadable('faces/noise.jpg')}`,
      'faces/short.pts: there are 2 points instead of 68',
    ])

    // The curve has a step a face that was found, each a quarter high, at its error.
    const path = await page
      .locator(`[data-testid=plot] svg g[stroke="${getColour('wing')}"] path`)
      .first()
      .getAttribute('d')
    const corners = [...(path ?? '').matchAll(/([\d.]+),([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)])
    const heights = [...new Set(corners.map(([, y]) => y))]
    const [left, right] = [corners[0]![0], corners[corners.length - 1]![0]]
    for (const [i, px] of [0, mouth, 10].entries()) {
      expect((heights[0]! - heights[i + 1]!) / (heights[0]! - heights[1]!)).toBeCloseTo(i + 1, 2)
      const step = corners.find(([, y]) => y === heights[i + 1])
      expect(((step?.[0] ?? NaN) - left!) / (right! - left!)).toBeCloseTo(px / ocular / 0.08, 2)
    }

    await page.getByRole('radio', { name: 'inter-pupil' }).check()
    expect((await row(page, /In percent/, 'Wing'))[2]).toBe(
      ((100 * (1 + Math.max(0, 1 - 10 / pupil / 0.08) + Math.max(0, 1 - mouth / pupil / 0.08))) / 4).toFixed(
        2,
      ),
    )
    expect(new URL(page.url()).search).toBe('?view=evaluate&start=detected&scored=wing&by=pupil')

    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: /^CSV/ }).click()
    const csv = readFileSync(await (await downloading).path(), 'utf8')
      .trim()
      .split('\n')
    expect(csv.map((line) => line.split(',')[0])).toEqual([
      'photo',
      'faces/elsewhere.jpg',
      'faces/exact.jpg',
      'faces/far.jpg',
      'faces/mouth.jpg',
    ])
    const far = csv[3]!.split(',')
    expect(far.slice(1, 4)).toEqual(['1', ocular.toFixed(3), pupil.toFixed(3)])
    expect(far.slice(5, 8)).toEqual(['yes', (1000 / ocular).toFixed(4), (1000 / pupil).toFixed(4)])
    const figure = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download Cumulative error distribution as SVG' }).click()
    expect((await figure).suggestedFilename()).toBe('cumulative-error-distribution.svg')

    // The worst first, each of which can be opened, and the results are still there afterwards.
    const worst = page.getByRole('list', { name: 'Worst faces of Wing' }).getByRole('button')
    const said = await worst.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''))
    expect(said.map((text) => /faces\/(\w+)/.exec(text)?.[1])).toEqual(['elsewhere', 'far', 'mouth', 'exact'])
    expect(said[0]).toContain('not found')
    expect(said[1]).toContain(`${(1000 / pupil).toFixed(2)}%`)
    await worst.nth(1).click()
    await page.waitForURL(/view=xray/, PATIENCE)
    const seen = await vi.waitUntil(() => page.evaluate(() => window.xray), { ...PATIENCE, interval: 50 })
    // It looks once, where a photo is looked at up to three times.
    expect(distance(seen.landmarks[30]!, truth[30]!)).toBeLessThan(3)
    await page.goBack()
    await page.getByText(/^Done: 4 faces/).waitFor()
    expect(open.problems).toEqual([])
  })

  it('gives the figures of npm run evaluate', async () => {
    mkdirSync(join(folder, 'two/set'), { recursive: true })
    for (const [i, points] of [truth, by([5, -9]), by([-12, 3])].entries()) {
      writeFileSync(join(folder, `two/set/${i}.jpg`), still)
      writeFileSync(join(folder, `two/set/${i}.pts`), pts(points))
    }
    const { stdout } = await promisify(execFile)(
      'npm',
      ['run', '--silent', 'evaluate', '--', '--data', join(folder, 'two'), '--sets', 'set', '--json'],
      { cwd: root },
    )
    const said = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, number>
    open = await visit(browser(), { query: '?view=evaluate&scored=wing' })
    const { page } = open
    await page.getByLabel('Choose folder').setInputFiles(join(folder, 'two/set'))
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByText(/^Done/).waitFor(PATIENCE)
    const [nmeOcular, nmePupil, auc, failures] = (await row(page, /In percent/, 'Wing')).map(Number)
    // Three annotated boxes of one face: none of the errors is zero.
    expect(said.nmeInterOcular).toBeGreaterThan(1)
    expect(Math.abs(nmeOcular! - said.nmeInterOcular!)).toBeLessThan(0.001)
    expect(Math.abs(nmePupil! - said.nmeInterPupil!)).toBeLessThan(0.001)
    expect(Math.abs(auc! - said.auc8!)).toBeLessThan(0.01)
    expect(Math.abs(failures! - said.failureRate8!)).toBeLessThan(0.01)
    expect(open.problems).toEqual([])
  })

  it('takes a dropped zip with dlib XML, stops, goes on, and keeps what it has on the way', async () => {
    const writer = new ZipWriter(new BlobWriter())
    // So many that they are not all scored before anyone can stop.
    for (let i = 0; i < 48; i++) {
      await writer.add(`photos/${i}.jpg`, new Uint8ArrayReader(still))
      await writer.add(`photos/${i}.pts`, new Uint8ArrayReader(Buffer.from(pts(by([0, i % 8])))))
    }
    await writer.add('labels.xml', new Uint8ArrayReader(Buffer.from(dlib('photos/0.jpg', by([3, 4])))))
    const zip = Buffer.from(await (await writer.close()).arrayBuffer())

    open = await visit(browser(), { query: '?view=evaluate&start=detected&scored=wing&variant=wing' })
    const { page } = open
    await page.getByRole('heading', { name: 'How far off' }).waitFor()
    await drop(page, Buffer.from('no zip'), 'broken.zip')
    await page.getByRole('alert').filter({ hasText: 'broken.zip cannot be read as a zip' }).waitFor()
    await drop(page, zip, 'mine.zip')
    await page.getByRole('checkbox', { name: 'photos, 48' }).waitFor()
    // The page has not taken it for a photo.
    expect(await page.getByRole('alert').count()).toBe(0)
    await page.getByRole('checkbox', { name: 'L2' }).check()
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByRole('rowheader', { name: 'L2' }).first().waitFor(PATIENCE)
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText(/^Stopped after \d+ of 48 faces/).waitFor(PATIENCE)
    // Elsewhere the page has its networks back, with its own variant.
    await page.getByRole('link', { name: 'Live' }).click()
    const live = await openPhoto(page, 'still.jpg', 'image/jpeg', still)
    expect(Object.keys(live.faces[0]!.variants)).toEqual(['wing'])
    expect(distance(live.faces[0]!.landmarks[8]!, truth[8]!)).toBeLessThan(1e-6)
    await page.getByRole('link', { name: 'Evaluate' }).click()
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByText(/^Done: 48 faces/).waitFor(PATIENCE)
    const mean = (100 * 3.5) / computeInterOcular(truth)
    expect((await row(page, /In percent/, 'Wing'))[0]).toBe(mean.toFixed(3))
    expect((await row(page, /In percent/, 'L2'))[4]).toBe('48 of 48')

    // Now the XML alone.
    await page.getByRole('checkbox', { name: 'labels.xml' }).check()
    await page.getByRole('checkbox', { name: 'photos, 48' }).uncheck()
    await page.getByRole('checkbox', { name: 'L2' }).uncheck()
    await page.getByRole('button', { name: 'Start again' }).click()
    await page.getByText(/^Done: one face/).waitFor(PATIENCE)
    expect((await row(page, /In percent/, 'Wing'))[0]).toBe((500 / computeInterOcular(truth)).toFixed(3))
    expect(new URL(page.url()).searchParams.get('sets')).toBe('labels.xml')
    expect(open.problems).toEqual([])
  })
})

/** Shipped rows of RESULTS.md: inter-pupil, inter-ocular, AUC and failures by the name of the variant. */
function readResults(): Map<string, readonly string[]> {
  const text = readFileSync(join(root, 'models/RESULTS.md'), 'utf8').split('## AFLW')[0]!
  const rows = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  return new Map(
    rows
      .filter(([, name, network]) => name && /CNN-6\/7|heat maps/.test(network ?? ''))
      .map((cells) => [cells[1]!, [cells[5]!, cells[3]!.split(' ')[0]!, cells[6]!, cells[7]!]]),
  )
}

describe('the results of the test faces', () => {
  it('are there at once, with the figures of RESULTS.md, by part, by variant, and compared', async () => {
    open = await visit(browser(), { query: '?view=evaluate' })
    const { page } = open
    await page.getByRole('heading', { name: 'How far off are the points?' }).waitFor()
    await page.getByRole('rowheader', { name: 'Lite' }).first().waitFor(PATIENCE)
    for (const [name, figures] of readResults()) {
      const cells = await row(page, /In percent/, new RegExp(`^${name}$`))
      // The page has one more decimal of the first two.
      const rounded = cells.slice(0, 4).map((cell) => Number(cell).toFixed(2))
      for (const [i, figure] of figures.entries()) {
        expect(Math.abs(Number(rounded[i]) - Number(figure)), `${name} ${i}`).toBeLessThan(0.011)
      }
      expect(cells[4]).toBe('554 of 554')
    }
    // Wing against L1: not told apart, as RESULTS.md says.
    await page.getByRole('combobox', { name: 'Compared with' }).selectOption('wing')
    await page.getByRole('cell', { name: 'not told apart' }).first().waitFor(PATIENCE)
    expect((await row(page, /Difference from Wing/, /^L1$/)).at(-1)).toBe('not told apart')

    const worst = page.getByRole('list', { name: 'Worst faces of Precise' }).getByRole('listitem')
    expect(await worst.count()).toBeGreaterThanOrEqual(5)
    await page.getByRole('combobox', { name: 'Points' }).selectOption('jaw')
    await page.getByRole('img', { name: /^Cumulative error distribution of jaw/ }).waitFor()
    await page.getByRole('checkbox', { name: 'smooth L1' }).uncheck()
    await page.getByRole('rowheader', { name: 'smooth L1' }).first().waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toBe(
      '?view=evaluate&versus=wing&part=jaw&listed=l2,l1,wing,precise,lite',
    )
    await page.getByText('What do NME, AUC').click()
    await page.getByRole('definition').filter({ hasText: 'Area under the curve' }).waitFor()
    expect(await violations(page)).toEqual([])
    expect(open.problems).toEqual([])
  })

  it('say so when they cannot be loaded, and can be loaded again', async () => {
    open = await visit(browser(), {
      query: '?view=evaluate',
      before: (page) => page.route(/test-faces-.*\.json/, (route) => route.abort()),
    })
    const { page } = open
    await page.getByRole('alert').filter({ hasText: 'could not be loaded' }).waitFor(PATIENCE)
    expect(await page.getByRole('button', { name: 'Try it on our sample faces' }).isEnabled()).toBe(true)
    await page.unroute(/test-faces-.*\.json/)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('rowheader', { name: 'Lite' }).first().waitFor(PATIENCE)
  })

  it('fit a phone, and lead by keyboard to one’s own', async () => {
    open = await visit(browser(), {
      query: '?view=evaluate',
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
    })
    const { page } = open
    await page.getByTestId('plot').first().waitFor(PATIENCE)
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    // A table that is too wide is scrolled by keyboard.
    const byYaw = page.getByRole('region', { name: /^NME by \|yaw\|/ })
    await byYaw.focus()
    await page.keyboard.press('ArrowRight')
    await vi.waitUntil(() => byYaw.evaluate((region) => region.scrollLeft > 0))
    await page.setViewportSize({ width: 1600, height: 900 })
    await byYaw.waitFor({ state: 'detached' })
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('button', { name: 'Score your own photos' }).focus()
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Choose folder')
    expect(await violations(page)).toEqual([])
    expect(open.problems).toEqual([])
  })
})

describe('the sample faces', () => {
  it('are scored by one click; the test faces stay a click away', async () => {
    open = await visit(browser(), { query: '?view=evaluate&backend=wasm' })
    const { page } = open
    await page.getByRole('button', { name: 'Try it on our sample faces' }).click()
    await page.getByText(/^Done: 15 faces in /).waitFor(PATIENCE)
    await page.getByText(/^Sample faces: 15 faces of our four/).waitFor()
    expect(new URL(page.url()).searchParams.get('scored')).toBe('precise,lite')
    const [precise, lite] = [await row(page, /In percent/, 'Precise'), await row(page, /In percent/, 'Lite')]
    expect([precise[4], lite[4]]).toEqual(['15 of 15', '15 of 15'])
    // Corrected by hand, so not zero; of these very points, so not far.
    expect(Number(precise[0])).toBeGreaterThan(0.3)
    expect(Number(precise[0])).toBeLessThan(Number(lite[0]))
    expect(Number(lite[0])).toBeLessThan(6)
    expect(await page.getByRole('list', { name: 'Worst faces of Lite' }).getByRole('button').count()).toBe(15)
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: '554 test faces' }).click()
    await page.getByRole('heading', { name: 'How far off are the points?' }).waitFor()
    await page.getByRole('button', { name: 'Your own', exact: true }).click()
    await page.getByText(/^Done: 15 faces in /).waitFor()
    expect(open.problems).toEqual([])
  })
})

describe('another method', () => {
  it('is scored beside the variants, before and after the start, and removed', async () => {
    open = await visit(browser(), { query: '?view=evaluate&scored=wing&start=detected' })
    const { page } = open
    await page.getByLabel('Choose folder').setInputFiles(join(folder, 'faces'))
    const give = async (name: string, text: string) => {
      await page
        .getByLabel('Add files or a zip')
        .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
    }
    const alert = page.getByRole('alert')
    await give('broken.json', '{')
    await alert.filter({ hasText: 'broken.json cannot be read: ' }).waitFor()
    await give('strange.json', JSON.stringify([{ photo: 'strange.jpg', landmarks: truth }]))
    await alert.filter({ hasText: 'None of the photos in strange.json is in faces' }).waitFor()

    // Off by 5 pixels to the right in one photo, by 10 in another; nothing in the others.
    const shifted = (photo: string, px: number) => ({ photo, landmarks: by([px, 0]) })
    await give('theirs.json', JSON.stringify([shifted('exact.jpg', 5), shifted('mouth.png', 0)]))
    await page.getByText('theirs.json: 2 of 6 photos').waitFor()
    expect(await alert.count()).toBe(0)
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByText(/^Done: 4 faces/).waitFor(PATIENCE)
    const mouth = (20 * 20) / 68
    const ocular = computeInterOcular(truth)
    const theirs = await row(page, /In percent/, 'theirs.json')
    expect(theirs[0]).toBe(((100 * (5 + mouth)) / 2 / ocular).toFixed(3))
    expect(theirs[4]).toBe('2 of 4')
    await page.getByRole('combobox', { name: 'Compared with' }).selectOption('wing')
    const compared = await row(page, /Difference from Wing/, 'theirs.json')
    // On those two faces Wing is off by 0 and by the mouth.
    await vi.waitUntil(async () => (await row(page, /Difference from Wing/, 'theirs.json')).length > 0)
    expect(compared[0]).toBe(((100 * 5) / 2 / ocular).toFixed(2))
    expect(compared[3]).toBe('2')

    // A second one afterwards: a .csv of all faces, without a new start.
    const head = truth.map((_, i) => `x_${i},y_${i}`).join(',')
    const line = (photo: string) => `${photo},${truth.flat().join(',')}`
    await give(
      'second.csv',
      ['photo,' + head, line('exact.jpg'), line('far.jpg'), line('mouth.jpg')].join('\n'),
    )
    await page.getByRole('rowheader', { name: 'second.csv' }).first().waitFor()
    expect((await row(page, /In percent/, 'second.csv'))[4]).toBe('3 of 4')
    expect((await row(page, /by feature/, 'second.csv')).length).toBe(5)
    await page.getByRole('columnheader', { name: 'second.csv' }).waitFor()
    expect(await violations(page)).toEqual([])

    await page.getByRole('button', { name: 'Remove theirs.json' }).click()
    await page.getByRole('rowheader', { name: 'theirs.json' }).first().waitFor({ state: 'detached' })
    expect((await row(page, /In percent/, 'Wing'))[4]).toBe('3 of 4')
    expect(open.problems).toEqual([])
  })
})
