/**
 * Evaluates a variant over folders in 300W's layout, with the page's own landmarker in a real browser.
 * `npm run evaluate -- --help` prints the options.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { interOcular, interPupil, nme } from '../evaluation/nme.ts'
import { parsePts } from '../evaluation/pts.ts'
import { scoreOf } from '../evaluation/score.ts'
import type { BackendName } from '../landmarker/backend.ts'
import { launchBrowser } from './browser.ts'
import { saveScore } from './card.ts'
import type { Question } from './harness.ts'
import { serve } from './server.ts'
import { mediapipeWithoutEval } from './without-eval.ts'

const HELP = `npm run evaluate -- --data DIR --sets lfpw/testset,helen/testset [options]

  --data DIR        folder in 300W's layout: photos with .pts files of 68 points beside them
  --sets A,B        folders below it
  --variant NAME    a folder of models/ (wing)
  --stage 1|2       1: CNN-6 alone; 2: the cascade (2)
  --boxes WHICH     annotated: the axis-aligned box of the true landmarks, longer side, roll unknown
                    detected: MediaPipe; a face not found is a failure (annotated)
  --roll DEG        turns every photo first, clockwise (0)
  --backend NAME    wasm, webgl or webgpu (as the page chooses)
  --limit N         only the first N faces of each set
  --save            also writes the score into models/NAME/card.json
  --json            the last line is one JSON object; NME, AUC and failure rate in percent

NME is over the faces found. AUC and failure rate use the inter-ocular NME, up to and above 8%.`

const EXTENSIONS = ['.jpg', '.jpeg', '.png']

interface Entry {
  readonly key: string
  readonly photo: string
  readonly pts: string
}

function listFaces(data: string, sets: readonly string[], limit: number): Entry[] {
  return sets.flatMap((set) => {
    const folder = join(data, set)
    if (!existsSync(folder)) throw new Error(`There is no folder ${set} in ${data}.`)
    const names = readdirSync(folder)
      .filter((name) => name.endsWith('.pts'))
      .sort()
    if (names.length === 0) throw new Error(`The folder ${set} holds no .pts files.`)
    return names.slice(0, limit).map((name) => {
      const stem = name.slice(0, -4)
      const extension = EXTENSIONS.find((e) => existsSync(join(folder, stem + e)))
      if (!extension) throw new Error(`${set}/${name} has no photo beside it (${EXTENSIONS.join(', ')}).`)
      return { key: `${set}/${stem}`, photo: `${set}/${stem}${extension}`, pts: join(folder, name) }
    })
  })
}

/** One of a few words. */
function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === value)
  if (!found) throw new Error(`--${option} must be ${allowed.join(' or ')}, not "${value}".`)
  return found
}

function numberOf(option: string, value: string): number {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number))
    throw new Error(`--${option} must be a number, not "${value}".`)
  return number
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      sets: { type: 'string' },
      variant: { type: 'string', default: 'wing' },
      stage: { type: 'string', default: '2' },
      boxes: { type: 'string', default: 'annotated' },
      roll: { type: 'string', default: '0' },
      backend: { type: 'string' },
      limit: { type: 'string' },
      save: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  if (!values.data || !values.sets) throw new Error('--data and --sets are needed; --help says more.')
  return {
    data: resolve(values.data),
    sets: values.sets.split(',').filter(Boolean),
    variant: values.variant,
    stages: Number(oneOf('stage', values.stage, ['1', '2'])) as 1 | 2,
    boxes: oneOf('boxes', values.boxes, ['annotated', 'detected']),
    roll: numberOf('roll', values.roll),
    backend: values.backend && oneOf<BackendName>('backend', values.backend, ['wasm', 'webgl', 'webgpu']),
    limit: values.limit ? numberOf('limit', values.limit) : Infinity,
    save: values.save,
    json: values.json,
  }
}

/** Builds the harness page into a folder. */
async function buildHarness(folder: string): Promise<void> {
  const root = dirname(fileURLToPath(import.meta.url))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    base: './',
    plugins: [mediapipeWithoutEval],
    build: {
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { input: join(root, 'harness.html') },
      chunkSizeWarningLimit: 4000,
    },
  })
}

function drawProgress(done: number, all: number, began: number): void {
  if (!process.stderr.isTTY) return
  const filled = Math.round((30 * done) / all)
  const left = Math.round((((Date.now() - began) / done) * (all - done)) / 1000)
  process.stderr.write(`\r${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${done}/${all}, ${left} s left `)
  if (done === all) process.stderr.write('\r\x1b[K')
}

async function main(): Promise<void> {
  const options = readOptions()
  if (!options) {
    console.log(HELP)
    return
  }
  const entries = listFaces(options.data, options.sets, options.limit)
  const folder = mkdtempSync(join(tmpdir(), 'wingmark-evaluate-'))
  const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  try {
    await buildHarness(folder)
    const { url, server } = await serve({ '/': folder, '/data/': options.data })
    closers.push(() => server.close())
    const browser = await launchBrowser()
    closers.push(() => browser.close())
    const page = await browser.newPage()
    await page.goto(`${url}/harness.html`)
    await page.waitForFunction(() => 'harness' in window)
    const backend = await page.evaluate(({ variant, backend }) => window.harness.start(variant, backend), {
      variant: options.variant,
      backend: options.backend || undefined,
    })
    const pupil: number[] = []
    const ocular: number[] = []
    const began = Date.now()
    for (const [i, entry] of entries.entries()) {
      const truth = parsePts(readFileSync(entry.pts, 'utf8'))
      const { boxes, stages, roll } = options
      const question: Question = {
        photo: `${url}/data/${encodeURI(entry.photo)}`,
        truth,
        boxes,
        stages,
        roll,
      }
      const points = await page.evaluate((q) => window.harness.answer(q), question)
      pupil.push(points ? nme(points, truth, interPupil) : Infinity)
      ocular.push(points ? nme(points, truth, interOcular) : Infinity)
      drawProgress(i + 1, entries.length, began)
    }
    const result = scoreOf(pupil, ocular)
    const stage = options.stages === 1 ? 'CNN-6 alone' : 'cascade CNN-6/7'
    const limit = Number.isFinite(options.limit) ? `, first ${options.limit} of each` : ''
    const protocol = `${options.sets.join(' + ')}${limit}, ${stage}, ${options.boxes} boxes, roll ${options.roll}°`
    console.log(`${options.variant}: ${protocol}`)
    console.log(`backend                  ${backend}`)
    console.log(`faces                    ${result.faces}`)
    console.log(`faces found              ${result.found}`)
    console.log(`NME inter-pupil          ${result.nmeInterPupil.toFixed(3)} %`)
    console.log(`NME inter-ocular         ${result.nmeInterOcular.toFixed(3)} %`)
    console.log(`AUC at 8% inter-ocular   ${result.auc8.toFixed(2)} %`)
    console.log(`failures above 8%        ${result.failureRate8.toFixed(2)} %`)
    if (options.save) saveScore(options.variant, protocol, result)
    if (options.json) console.log(JSON.stringify(result))
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
