/**
 * Analyses photos and videos: a table of landmarks, head pose, eyes and mouth for each, in OpenFace's columns.
 * `npm run analyse -- --help` prints the options.
 */
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { BACKENDS } from '../landmarker/backend/backends.ts'
import { listMediaFiles, type MediaFile } from './analyse/list-files.ts'
import type { TableFormat } from './analyse/harness.ts'
import { openHarness, toVariantUrl, type HarnessPage } from './harness-page.ts'
import { parseChoice, parseCount } from './options.ts'
import { drawProgress } from './progress.ts'
import { runCli } from './run-cli.ts'

const HELP = `npm run analyse -- FILES... --out DIR [options]

  --out DIR         folder for the tables; one for each file, named after it
  --variant NAME    a folder of models/, or one that training/export.py wrote elsewhere (lite)
  --format FORMAT   csv: OpenFace's columns and more; json-lines: an object a line (csv)
  --smooth          smooths the landmarks of videos, as the camera's are
  --max-faces N     largest number of faces in a picture (20 in a photo, 4 in a video)
  --backend NAME    wasm, webgl or webgpu (chosen automatically)

FILES are photos, videos (MP4, MOV, WebM), and folders of them. docs/video.md describes the columns.`

const PAGE = fileURLToPath(new URL('./analyse/harness.html', import.meta.url))
const TABLE_FORMATS = ['csv', 'json-lines'] as const satisfies readonly TableFormat[]
const ENDINGS = { csv: '.csv', 'json-lines': '.jsonl' } as const
/** Parts of a video in which its progress is drawn. */
const PROGRESS_STEPS = 1000

/** Settings that all files share. */
interface AnalyseSettings {
  readonly out: string
  readonly format: TableFormat
  readonly isSmooth: boolean
  readonly maxFaces: number | undefined
}

/** Starts the landmarker of the page; `variant` may be a folder. */
async function startLandmarker(
  harness: HarnessPage,
  variant: string,
  backend: string | undefined,
): Promise<void> {
  const given = toVariantUrl(variant, harness)
  const asked = backend === undefined ? undefined : parseChoice('backend', backend, BACKENDS)
  console.error(
    await harness.page.evaluate(([name, wanted]) => window.analysis.start(name, wanted), [
      given,
      asked,
    ] as const),
  )
}

/** Analyses one file into its table; returns false if it ended early. */
async function analyseFile(
  { page }: HarnessPage,
  { path, kind, output }: MediaFile,
  settings: AnalyseSettings,
  writeTo: (table: string) => void,
): Promise<boolean> {
  const { out, format, isSmooth, maxFaces } = settings
  const table = join(out, output + ENDINGS[format])
  mkdirSync(dirname(table), { recursive: true })
  writeFileSync(table, '')
  writeTo(table)
  await page.setInputFiles('input', path)
  const request = { kind, format, isSmooth, maxFaces }
  const { frames, framesWithFaces, seconds, error } = await page.evaluate(
    (asked) => window.analysis.analyse(asked),
    request,
  )
  const count = kind === 'video' ? `faces in ${framesWithFaces} of ${frames} frames` : undefined
  const photo = framesWithFaces > 0 ? 'faces found' : 'no face'
  if (frames > 0) console.log(`${table}: ${count ?? photo}, ${seconds.toFixed(1)} s`)
  else rmSync(table)
  if (error) console.error(error)
  return error === undefined
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      variant: { type: 'string', default: 'lite' },
      format: { type: 'string', default: 'csv' },
      smooth: { type: 'boolean', default: false },
      'max-faces': { type: 'string' },
      backend: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  if (positionals.length === 0 || !values.out)
    throw new Error('Photos or videos and --out are needed; --help says more.')
  const settings: AnalyseSettings = {
    out: resolve(values.out),
    format: parseChoice('format', values.format, TABLE_FORMATS),
    isSmooth: values.smooth,
    maxFaces: values['max-faces'] ? parseCount('max-faces', values['max-faces']) : undefined,
  }
  const files = listMediaFiles(positionals)
  if (files.length === 0) throw new Error('There are no photos or videos in these folders.')
  const harness = await openHarness(PAGE, dirname(files[0]!.path), 'analysis')
  try {
    let table = ''
    let began = Date.now()
    await harness.page.exposeFunction('writePart', (text: string) => appendFileSync(table, text))
    await harness.page.exposeFunction('reportProgress', (share: number) =>
      drawProgress(Math.max(1, Math.floor(PROGRESS_STEPS * share)), PROGRESS_STEPS, began),
    )
    await startLandmarker(harness, values.variant, values.backend)
    let failures = 0
    for (const file of files) {
      began = Date.now()
      const isWhole = await analyseFile(harness, file, settings, (path) => (table = path))
      if (!isWhole) failures++
    }
    if (failures > 0)
      throw new Error(`${failures} of ${files.length} files could not be analysed to their end.`)
  } finally {
    await harness.close()
  }
}

runCli(main)
