import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeEngine, decodeOptions } from '../../src/app/state/address/address.ts'
import { DEFAULTS } from '../../src/app/state/state.ts'
import { VIEWS } from '../../src/app/state/routes.ts'
import { ADDRESS_TARGET } from '../../src/command/fuzz/address.ts'
import { ANNOTATIONS_TARGET } from '../../src/command/fuzz/annotations.ts'
import { DATASET_TARGET } from '../../src/command/fuzz/dataset.ts'
import { DLIB_TARGET } from '../../src/command/fuzz/dlib.ts'
import { isSentence, checkParser, type FuzzTarget } from '../../src/command/fuzz/fuzz-target.ts'
import { MANIFEST_TARGET } from '../../src/command/fuzz/manifest.ts'
import { openPhotoPage, type PhotoPage } from '../../src/command/fuzz/photos.ts'
import {
  createBmpOfSize,
  createGifOfSize,
  setJpegSize,
  createPngOfSize,
  HOSTILE_SVGS,
} from '../../src/command/fuzz/misleading-photos.ts'
import { PREDICTIONS_TARGET } from '../../src/command/fuzz/predictions.ts'
import { PTS_TARGET } from '../../src/command/fuzz/pts.ts'
import { createQuery } from '../../src/command/fuzz/queries.ts'
import { SeededRandom } from '../../src/command/fuzz/random.ts'
import { fuzz, type FuzzResult } from '../../src/command/fuzz/run.ts'
import { readSamplePhoto, readBundledManifest } from '../../src/command/fuzz/seeds.ts'
import { TUNED_TARGET } from '../../src/command/fuzz/tuned.ts'
import { WEIGHTS_TARGET } from '../../src/command/fuzz/weights.ts'
import { ZIP_TARGET } from '../../src/command/fuzz/zip.ts'
import { FormatError } from '../../src/evaluation/format-error.ts'
import { LandmarkerError } from '../../src/landmarker/errors.ts'
import { parseManifest } from '../../src/landmarker/models/manifest-schema.ts'
import type { NetworkManifest } from '../../src/networks/manifest.ts'
import { useBrowser } from '../support/browsing.ts'
import { engineReady, visit } from '../support/visit.ts'

const PLAN = { seed: 20_260, first: 0, inputs: 300 }

/** Every input was taken or refused, and both happened. */
function judge({ accepted, refused, failures }: FuzzResult, inputs: number): void {
  expect(failures).toEqual([])
  expect(accepted + refused).toBe(inputs)
  expect(Math.min(accepted, refused)).toBeGreaterThan(0)
}

describe('bad input', () => {
  const targets = [
    PTS_TARGET,
    PREDICTIONS_TARGET,
    DLIB_TARGET,
    ANNOTATIONS_TARGET,
    TUNED_TARGET,
    MANIFEST_TARGET,
    WEIGHTS_TARGET,
    ZIP_TARGET,
    DATASET_TARGET,
  ] as FuzzTarget[]
  it.each(targets)('is refused in a sentence, or right: $name', async (target) => {
    judge(await fuzz(target, PLAN), PLAN.inputs)
  })

  it('in the address gives a view all the same', async () => {
    const row = await fuzz(ADDRESS_TARGET, { ...PLAN, inputs: 1000 })
    expect([row.failures, row.accepted]).toEqual([[], 1000])
    const { smoothing, magnify } = decodeOptions('?motion=&rest=%20&magnify=')
    expect([smoothing, magnify]).toEqual([DEFAULTS.smoothing, DEFAULTS.magnify])
    expect(decodeEngine('?backend=constructor').backend).toBeUndefined()
  })
})

describe('the manifest of a variant from elsewhere', () => {
  const wing = readBundledManifest('wing')

  it.each(['wing', 'precise', 'lite', 'l2', 'l1', 'smooth-l1'])('is taken as %s has it', (name) => {
    const manifest = readBundledManifest(name)
    const { variant, stages } = parseManifest(JSON.stringify(manifest))
    expect(variant).toBe(name)
    const shape = ({ network = 'cnn', sha256, bytes, filters }: NetworkManifest) => [
      network,
      sha256,
      bytes,
      filters,
    ]
    expect(stages.map(shape)).toEqual(manifest.stages.map(shape))
  })

  const stage = (change: object) => ({ ...wing, stages: [{ ...wing.stages[0], ...change }] })
  it.each([
    ['an HTML page', '<!doctype html>', 'its model.json is not JSON'],
    ['no networks', { ...wing, stages: [] }, 'its model.json has 0 networks instead of 1 or 2'],
    ['absurd filters', stage({ filters: [1e9] }), 'needs a whole number from 1 to 4096 for filters of CNN-6'],
    ['too many layers', stage({ filters: Array(30).fill(1) }), 'has 30 convolutions for CNN-6'],
    ['a path elsewhere', stage({ file: '../../x.bin' }), 'does not name a weights file in its folder'],
    [
      'too few bytes',
      stage({ bytes: 7 }),
      `gives stage1.bin 7 bytes, but its tensors need ${wing.stages[0]!.bytes}`,
    ],
    ['another width', stage({ hidden: 7 }), 'gives hidden/kernel a shape other than 2048 x 7'],
    ['no weights', stage({ weights: [] }), 'has no weights of conv1'],
  ])('is refused with %s', (_, given, sentence) => {
    const text = typeof given === 'string' ? given : JSON.stringify(given)
    const refused = () => parseManifest(text)
    expect(refused).toThrow(LandmarkerError)
    expect(refused).toThrow(sentence)
  })
})

describe('a fuzz run', () => {
  const createTarget = (take: (input: number) => boolean): FuzzTarget<number> => ({
    name: 'own',
    timeLimitMs: 40,
    createInput: (random) => random.below(1000),
    parseInput: take,
    serialize: String,
  })
  const plan = { seed: 3, first: 0, inputs: 20 }

  it('makes the same input of the same seed and number', () => {
    const inputs = [1, 1, 2].map(
      (index) => ZIP_TARGET.createInput(new SeededRandom(9, 'zip', index)) as Buffer,
    )
    expect(inputs[0]!.equals(inputs[1]!)).toBe(true)
    expect(inputs[0]!.equals(inputs[2]!)).toBe(false)
  })

  it('tells a crash, a hang and a poor sentence from a refusal', async () => {
    const crash = await fuzz(
      createTarget(() => {
        throw new TypeError('x is not a function')
      }),
      plan,
    )
    expect([crash.inputs, crash.failures.length]).toEqual([5, 5])
    expect(crash.failures[0]!.reason).toContain('TypeError: x is not a function')
    const hang = await fuzz(
      createTarget(() => {
        for (;;);
      }),
      { ...plan, inputs: 1 },
    )
    expect(hang.failures[0]!.reason).toContain('timed out after 800ms')
    const refuse = (message: string) =>
      checkParser(
        () => {
          throw new FormatError(message)
        },
        FormatError,
        () => {},
      )
    await expect(refuse('there are NaN points instead of 68')).rejects.toThrow('it is rejected with')
    expect(await refuse('there are 3 points instead of 68')).toBe(false)
    expect(isSentence("Cannot read properties of undefined (reading 'x')")).toBe(false)
  })
})

describe('photos', () => {
  let page: PhotoPage

  beforeAll(async () => {
    page = await openPhotoPage()
  })

  afterAll(() => page?.close())

  it('that are damaged are refused in a sentence, or shown', async () => {
    judge(await fuzz(page.createTarget(8), PLAN, page.memory), PLAN.inputs)
  })

  const photo = (data: Buffer, type: string) => page.read({ data, type, name: `photo.${type.split('/')[1]}` })

  it.each([
    ['image/png', createPngOfSize(60_000, 60_000)],
    ['image/gif', createGifOfSize(65_535, 65_535)],
    ['image/bmp', createBmpOfSize(60_000, 60_000)],
    ['image/jpeg', setJpegSize(readSamplePhoto(6), 65_000, 65_000)],
  ])('that say they are as large as no memory are refused: %s', async (type, data) => {
    const { refusal, crash } = await photo(data, type)
    expect(crash).toBeUndefined()
    expect(refusal).toMatch(
      /^photo\.\w+ (has \d{5} × \d{5} pixels; the limit is 134 million|could not be read)/,
    )
  })

  it('are not decoded when they are too large to be drawn', async () => {
    // Both are whole: 18 kB of black rows.
    expect((await photo(createPngOfSize(12_000, 12_000, 12_000), 'image/png')).refusal).toBe(
      'photo.png has 12000 × 12000 pixels; the limit is 134 million. Save a smaller copy.',
    )
    const { width, height, alpha } = await photo(createPngOfSize(8000, 8000, 8000), 'image/png')
    expect([width, height, alpha]).toEqual([8000, 8000, 255])
  })

  it('longer than a canvas can be are refused', async () => {
    const { refusal } = await photo(createPngOfSize(70_000, 1, 1), 'image/png')
    expect(refusal).toBe(
      'photo.png has 70000 × 1 pixels, which this browser cannot draw. Save a smaller copy.',
    )
    const { width, alpha } = await photo(createPngOfSize(65_000, 1, 1), 'image/png')
    expect([width, alpha]).toEqual([65_000, 255])
  })

  it('are no drawings, whatever they would grow to', async () => {
    for (const drawing of HOSTILE_SVGS) {
      const { refusal } = await photo(Buffer.from(drawing), 'image/svg+xml')
      expect(refusal).toMatch(/is a drawing \(SVG\), not a photo/)
    }
  })
})

describe('the page', () => {
  const browser = useBrowser()

  it('shows a view whatever its address says', async () => {
    const { page, problems } = await visit(browser())
    await engineReady(page)
    for (let index = 0; index < 80; index++) {
      // Variants are chosen above; here each would be loaded.
      const query = createQuery(new SeededRandom(PLAN.seed, 'page', index))
        .replaceAll(/variants?=[^&]*/g, '')
        .replaceAll('=compare', '=losses')
      const title = await page.evaluate(async (search) => {
        history.replaceState(null, '', search)
        window.dispatchEvent(new PopStateEvent('popstate'))
        await new Promise((resolve) => setTimeout(resolve, 30))
        return document.querySelector('nav [aria-current]')?.textContent
      }, query)
      expect(title, query).toBe(VIEWS.find(({ id }) => id === decodeOptions(query).view)?.title)
    }
    expect(problems).toEqual([])
  })
})
