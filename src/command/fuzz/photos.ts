import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MAX_PHOTO_PIXELS } from '../../app/media/photo.ts'
import { launchBrowser } from '../browser.ts'
import { Heaps } from '../soak/heaps.ts'
import { buildPage } from '../build/page.ts'
import { getHeaders } from '../build/policy.ts'
import { serve } from '../server.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { assertHolds, isSentence, type FuzzTarget } from './fuzz-target.ts'
import type { PhotoFile, PhotoReading } from './page.ts'
import { createMisleadingPhoto } from './misleading-photos.ts'
import type { SeededRandom } from './random.ts'
import type { Memory } from './run.ts'
import { readSamplePhoto } from './seeds.ts'
import { mutateText } from './mutate-text.ts'

/** Photo file of arbitrary bytes. */
export interface PhotoInput {
  readonly data: Buffer
  readonly name: string
  readonly type: string
}

/** Width of the small photos that are mutated. */
const SEED_WIDTH_PX = 160
/** A face in sample6.jpg: left, top, width, height. */
const FACE_PX = [960, 290, 520, 390] as const

const TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/heic', 'text/plain', ''] as const

function createPhoto(random: SeededRandom, seeds: ReadonlyMap<string, Buffer>): PhotoInput {
  const jpeg = seeds.get('image/jpeg') ?? Buffer.alloc(0)
  let [type, data] = random.pick([...seeds])
  const other = random.pick([...seeds.values()])
  if (random.chance(0.12)) ({ data, type } = createMisleadingPhoto(random, jpeg))
  else data = mutateBytes(random, data, other)
  if (type === 'image/svg+xml' && random.chance(0.5)) {
    data = Buffer.from(mutateText(random, data.toString(), data.toString()))
  }
  if (random.chance(0.1)) type = random.pick(TYPES)
  return { data, name: `photo.${type.split('/').at(-1)}`, type }
}

function checkReading({ width, height, alpha, faces, refusal, crash }: PhotoReading): boolean {
  assertHolds(crash === undefined, crash ?? '')
  if (refusal !== undefined) {
    assertHolds(isSentence(refusal), `it is rejected with "${refusal}"`)
    return false
  }
  assertHolds(
    width >= 1 && height >= 1 && width * height <= MAX_PHOTO_PIXELS,
    `it has ${width} x ${height} pixels`,
  )
  assertHolds(alpha === 255, `it is transparent: alpha ${alpha}`)
  assertHolds(faces?.finite ?? true, 'a coordinate is not finite')
  return true
}

/** The app's photo reader in a real browser. Close it at the end. */
export interface PhotoPage {
  /** Creates the fuzz target; faces are also detected in the first `looks` readable photos. */
  createTarget(looks: number): FuzzTarget<PhotoInput>
  /** Memory of the page. */
  readonly memory: Memory
  read(given: PhotoInput, look?: boolean): Promise<PhotoReading>
  close(): Promise<void>
}

/** Starts a browser on a page that reads photos as the app does. */
export async function openPhotoPage(): Promise<PhotoPage> {
  const folder = mkdtempSync(join(tmpdir(), 'wingmark-fuzz-page-'))
  const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  const close = async () => {
    for (const one of closers) await one()
  }
  try {
    await buildPage(fileURLToPath(new URL('./page.html', import.meta.url)), folder)
    const { url, server } = await serve({ '/': folder }, { headers: getHeaders })
    closers.unshift(() => server.close())
    const browser = await launchBrowser()
    closers.unshift(() => browser.close())
    const page = await browser.newPage()
    const heaps = await Heaps.attach(page)
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('crash', () => problems.push('the page crashed'))
    await page.goto(`${url}/page.html`)
    const jpeg = readSamplePhoto(6).toString('base64')
    const seeds = await page.evaluate(([photo, face, side]) => window.fuzzed.seeds(photo, face, side), [
      jpeg,
      FACE_PX,
      SEED_WIDTH_PX,
    ] as const)
    const files = new Map(Object.entries(seeds).map(([type, text]) => [type, Buffer.from(text, 'base64')]))
    const read = async ({ data, name, type }: PhotoInput, look = false) => {
      const file: PhotoFile = { base64: data.toString('base64'), name, type }
      const reading = await page.evaluate(([one, asked]) => window.fuzzed.read(one, asked), [
        file,
        look,
      ] as const)
      assertHolds(problems.length === 0, problems.splice(0).join('; '))
      return reading
    }
    const createTarget = (looks: number): FuzzTarget<PhotoInput> => {
      let left = looks
      return {
        name: 'photo',
        // Includes the detector's start.
        timeLimitMs: 15_000,
        createInput: (random) => createPhoto(random, files),
        parseInput: async (given) => {
          const reading = await read(given, left > 0)
          if (reading.faces) left--
          return checkReading(reading)
        },
        serialize: ({ data }) => data,
      }
    }
    return { createTarget, memory: { bytes: () => heaps.measureUsedBytes() }, read, close }
  } catch (error) {
    await close()
    throw error
  }
}
