import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ready, setBackend, tensor4d } from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-wasm'
import { env, InferenceSession, Tensor } from 'onnxruntime-web'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPage } from '../../src/command/build/page.ts'
import { listBundledVariants } from '../../src/command/export/variant-files.ts'
import { serve } from '../../src/command/server.ts'
import { LANDMARK_COUNT, PIXEL_NORMALISATION, STAGES } from '../../src/geometry/face.ts'
import { parseManifest } from '../../src/landmarker/models/manifest-schema.ts'
import type { WeightsManifest } from '../../src/networks/manifest.ts'
import { createNetwork } from '../../src/networks/network.ts'
import { useBrowser } from '../support/browsing.ts'
import { createHeatMapNetworks } from '../support/heat-map-networks.ts'
import { openLibrary, PHOTO } from '../support/library-page.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FORMATS = ['onnx', 'tflite'] as const

/** Largest difference from the landmarker's own networks, in sides of the crop. */
const TOLERANCE = 1e-4

/** Outputs of a network by name, for one crop. */
type Outputs = Readonly<Record<string, readonly number[]>>

const browser = useBrowser()
const folder = mkdtempSync(join(tmpdir(), 'wingmark-export-'))
const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
const requests: string[] = []
/** Normalised pixels of each face, for each stage. */
const crops: number[][][] = []
let page: Page
let url: string

/** Exports a variant as a user would. */
function runExport(variant: string, format: string): string {
  const args = [
    'src/command/export.ts',
    '--variant',
    variant,
    '--format',
    format,
    '--out',
    join(folder, 'networks'),
  ]
  return execFileSync(process.execPath, ['--import', 'tsx', ...args], { cwd: ROOT, encoding: 'utf8' })
}

beforeAll(async () => {
  mkdirSync(join(folder, 'heat-maps'))
  for (const [file, data] of createHeatMapNetworks()) writeFileSync(join(folder, 'heat-maps', file), data)
  await buildPage(join(ROOT, 'test/pages/litert.html'), join(folder, 'page'))
  const served = await serve({
    '/': join(folder, 'page'),
    '/networks/': join(folder, 'networks'),
    '/litert/': join(ROOT, 'node_modules/@litertjs/core/wasm'),
    '/samples/': join(ROOT, 'node_modules/@vladmandic/face-api/demo'),
  })
  url = served.url
  closers.unshift(() => served.server.close())
  const library = await openLibrary(browser())
  await library.evaluate(() => window.library.start({ variant: 'lite', backend: 'wasm' }))
  const faces = await library.evaluate((photo) => window.library.detect(photo), PHOTO)
  await library.close()
  page = await browser().newPage()
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(`${url}/litert.html`)
  await page.waitForFunction(() => 'litert' in window)
  await page.evaluate(() => window.litert.start('/litert/'))
  const squares = faces.map(({ square }) => square)
  const { offset, scale } = PIXEL_NORMALISATION
  for (const stage of STAGES.keys()) {
    const cut = await page.evaluate(([photo, of, i]) => window.litert.cut(photo, of, i), [
      PHOTO,
      squares,
      stage,
    ] as const)
    crops.push(cut.map((pixels) => pixels.map((value) => (value - offset) / scale)))
  }
  await setBackend('wasm')
  await ready()
  env.wasm.numThreads = 1
})

afterAll(async () => {
  for (const closer of closers) await closer()
})

/** Runs a network of the landmarker on the crops of its stage. */
async function runOwn(variant: string, stage: number): Promise<Outputs[]> {
  const read = (file: string) => readFileSync(join(variant, file))
  const manifest = parseManifest(read('model.json').toString()).stages[stage]
  const load = ({ file }: WeightsManifest) => new Uint8Array(read(file)).buffer
  const { input } = STAGES[stage]!
  const network = createNetwork(
    manifest!,
    input,
    load(manifest!),
    manifest!.presence && load(manifest!.presence),
  )
  const pixels = tensor4d(crops[stage]!.flat(), [crops[stage]!.length, input, input, 3])
  const predicted = network.predict(pixels)
  const rows = (await predicted.array()) as number[][]
  const { expectedError, presence } = network.columns
  for (const one of [pixels, predicted, network]) one.dispose()
  return rows.map((row) => ({
    landmarks: row.slice(0, 2 * LANDMARK_COUNT),
    ...(expectedError !== undefined && {
      expected_error: row.slice(expectedError, expectedError + LANDMARK_COUNT),
    }),
    ...(presence !== undefined && { presence: [1 / (1 + Math.exp(-row[presence]!))] }),
  }))
}

/** Runs an ONNX file on all crops of its stage at once. */
async function runOnnx(file: string, stage: number): Promise<Outputs[]> {
  const session = await InferenceSession.create(new Uint8Array(readFileSync(join(folder, 'networks', file))))
  const { input } = STAGES[stage]!
  const count = crops[stage]!.length
  const pixels = new Tensor('float32', Float32Array.from(crops[stage]!.flat()), [count, input, input, 3])
  const found = await session.run({ crops: pixels })
  await session.release()
  const named = Object.entries(found).map(
    ([name, { data }]) => [name, Array.from(data as Float32Array)] as const,
  )
  return crops[stage]!.map((_, i) =>
    Object.fromEntries(
      named.map(([name, data]) => [
        name,
        data.slice((i * data.length) / count, ((i + 1) * data.length) / count),
      ]),
    ),
  )
}

/** Runs a TensorFlow Lite file on the crops of its stage. */
function runTflite(file: string, stage: number): Promise<Outputs[]> {
  return page.evaluate(([network, size, pixels]) => window.litert.run(network, size, pixels!), [
    `/networks/${file}`,
    STAGES[stage]!.input,
    crops[stage],
  ] as const)
}

describe.each([...listBundledVariants(), 'heat-maps'])('exported %s', (variant) => {
  const source = variant === 'heat-maps' ? join(folder, variant) : join(ROOT, 'models', variant)

  it.each(FORMATS)('computes on real faces what the landmarker computes: %s', async (format) => {
    const said = runExport(variant === 'heat-maps' ? source : variant, format)
    expect(crops[0]!.length).toBeGreaterThanOrEqual(4)
    for (const [stage, { input }] of STAGES.entries()) {
      const file = `${variant}-stage${stage + 1}.${format}`
      expect(said).toContain(file)
      const own = await runOwn(source, stage)
      const found = await (format === 'onnx' ? runOnnx(file, stage) : runTflite(file, stage))
      expect(found).toHaveLength(own.length)
      const worst: Record<string, number> = {}
      for (const [i, outputs] of own.entries()) {
        expect(Object.keys(found[i]!).sort()).toEqual(Object.keys(outputs).sort())
        for (const [name, values] of Object.entries(outputs)) {
          expect(found[i]![name]).toHaveLength(values.length)
          const unit = name === 'presence' ? 1 : input
          for (const [j, value] of values.entries())
            worst[name] = Math.max(worst[name] ?? 0, Math.abs(found[i]![name]![j]! - value) / unit)
        }
      }
      const spread = Math.max(...own[0]!.landmarks!) - Math.min(...own[0]!.landmarks!)
      console.log(`${file}: ${JSON.stringify(worst)}, landmarks over ${spread.toFixed(0)} px`)
      // The faces' landmarks are far further apart than the tolerance.
      expect(spread).toBeGreaterThan(input / 8)
      for (const difference of Object.values(worst)) expect(difference).toBeLessThan(TOLERANCE)
    }
  })
})

it('asks no other server for anything', () => {
  expect(requests.length).toBeGreaterThan(0)
  for (const request of requests) expect(request.startsWith(url) || !request.startsWith('http')).toBe(true)
})

it.each([
  [['--format', 'onnx', '--variant', 'none'], /There is no variant "none"\. Name one of .*wing/],
  [['--format', 'coreml'], /--format must be onnx or tflite, not "coreml"/],
  [[], /--format onnx or --format tflite is needed/],
])('says what is wrong with the options %j', (args, message) => {
  const run = () =>
    execFileSync(process.execPath, ['--import', 'tsx', 'src/command/export.ts', ...args], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: 'pipe',
    })
  expect(run).toThrow(message)
})
