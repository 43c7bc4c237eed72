import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { build, createServer, type InlineConfig } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../src/command/browser.ts'
import { serve } from '../../src/command/server.ts'
import { installPackedPackage } from '../support/packed-package.ts'

/** An importer's first program: a photo, a video of it, an error. The tests insert `OPTIONS`. */
const PROGRAM = `
import {
  assumeCamera,
  BlinkDetector,
  computeAnglesToCamera,
  createLandmarker,
  estimateHeadPose,
  LandmarkerError,
  measureFace,
  projectAxes,
  VARIANTS,
} from 'wingmark'
import precise from 'wingmark-precise'

async function run() {
  const photo = await createImageBitmap(await (await fetch('PHOTO')).blob())
  const landmarker = await createLandmarker(OPTIONS)
  const { faces } = await landmarker.detect(photo)
  await landmarker.use(['precise'])
  const more = await landmarker.detect(photo)
  const missing: unknown = await landmarker.use(['wing']).catch((reason: unknown) => reason)
  const canvas = document.createElement('canvas')
  canvas.width = photo.width
  canvas.height = photo.height
  const context = canvas.getContext('2d')
  const video = document.createElement('video')
  video.muted = true
  video.srcObject = canvas.captureStream(30)
  const draw = setInterval(() => context?.drawImage(photo, 0, 0), 30)
  await video.play()
  const tracked = await new Promise<number>((resolve) => {
    const tracking = landmarker.track(video, (result) => {
      if (result.faces.length === 0) return
      tracking.stop()
      resolve(result.faces[0].landmarks.length)
    })
  })
  clearInterval(draw)
  const { place } = landmarker
  const camera = assumeCamera(photo.width, photo.height)
  const blinks = new BlinkDetector()
  const heads = faces.map(({ landmarks, confidence }) => {
    const pose = estimateHeadPose(landmarks, camera, { weights: confidence })
    const measures = measureFace(landmarks)
    return {
      rotation: pose?.rotation.map((row) => row.map(Number)),
      roll: pose?.roll,
      error: pose?.error,
      towardsCamera: pose && computeAnglesToCamera(pose).yaw,
      axes: pose && Object.keys(projectAxes(pose, camera) ?? {}),
      eyes: measures && [measures.eyeAspectRatio.left, measures.eyeAspectRatio.right],
      blink: blinks.update(0, measures?.eyeAspectRatio.left),
    }
  })
  await landmarker.dispose()
  const error: unknown = await landmarker.detect(photo).catch((reason: unknown) => reason)
  return {
    backend: landmarker.backend.name,
    place,
    faces: faces.map(({ landmarks }) => landmarks.length),
    heads,
    tracked,
    variants: VARIANTS,
    precise: more.faces.map((face) => Object.keys(face.variants)),
    missing: missing instanceof LandmarkerError ? [missing.code, missing.message] : String(missing),
    error: error instanceof LandmarkerError ? error.code : String(error),
  }
}

Object.assign(window, { answer: run().catch((error: unknown) => String(error)) })
`

const EXPECTED = {
  backend: 'wasm',
  place: 'worker',
  tracked: 68,
  variants: ['lite'],
  precise: Array(4).fill(['precise']),
  missing: [
    'weights',
    'There is no variant "wing" here: available are lite, precise. Pass others with the option `weights`: the URL of their folder, or what their package exports (wingmark-precise for precise).',
  ],
  error: 'disposed',
}

let browser: Browser
let scratch: string

beforeAll(async () => {
  scratch = installPackedPackage()
  writeFileSync(
    join(scratch, 'index.html'),
    '<!doctype html><title>Scratch</title><script type="module" src="./main.ts"></script>',
  )
  writeFileSync(
    join(scratch, 'main.ts'),
    PROGRAM.replace('PHOTO', './photo.jpg').replace('OPTIONS', "{ backend: 'wasm', weights: { precise } }"),
  )
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  rmSync(scratch, { recursive: true, force: true })
})

/** Opens a page of an importer and gives what its program found. */
async function open(url: string): Promise<Record<string, unknown>> {
  const page = await browser.newPage()
  const foreign: string[] = []
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== new URL(url).origin) foreign.push(request.url())
  })
  try {
    await page.goto(url)
    await page.waitForFunction(() => 'answer' in window)
    const answer = await page.evaluate(
      () => (window as unknown as { answer: Promise<Record<string, unknown>> }).answer,
    )
    expect(foreign).toEqual([])
    return answer
  } finally {
    await page.close()
  }
}

interface Head {
  readonly rotation: number[][]
  readonly roll: number
  readonly error: number
  readonly towardsCamera: number
  readonly axes: string[]
  readonly eyes: number[]
}

/** Four people who stand upright, look at the camera and have their eyes open. */
function expectHeads(heads: unknown): void {
  expect(heads).toHaveLength(4)
  for (const { rotation, roll, error, towardsCamera, axes, eyes } of heads as Head[]) {
    for (const row of rotation) expect(Math.hypot(...row)).toBeCloseTo(1, 6)
    expect(Math.abs(roll)).toBeLessThan(25)
    expect(Math.abs(towardsCamera)).toBeLessThan(40)
    expect(error).toBeLessThan(1.2)
    expect(axes).toEqual(['origin', 'right', 'down', 'forward'])
    for (const ratio of eyes) expect(ratio).toBeGreaterThan(0.1)
  }
}

describe('the package', () => {
  const config = (): InlineConfig => ({ root: scratch, configFile: false, logLevel: 'silent' })

  it('has types that hold', () => {
    const tsc = join(createRequire(import.meta.url).resolve('typescript/package.json'), '../bin/tsc')
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'esnext',
      '--moduleResolution',
      'bundler',
      '--target',
      'es2022',
    ]
    execFileSync(process.execPath, [tsc, ...options, 'main.ts'], { cwd: scratch, stdio: 'pipe' })
  })

  it('works in a fresh Vite app, built, under a sub-path', async () => {
    await build({ ...config(), base: '/some/path/' })
    const { url, server } = await serve({ '/some/path/': join(scratch, 'dist') })
    const answer = await open(`${url}/some/path/`)
    server.close()
    expect(answer).toMatchObject(EXPECTED)
    expect(answer.faces).toEqual([68, 68, 68, 68])
    expectHeads(answer.heads)
  })

  it('works in its development server', async () => {
    const server = await createServer({ ...config(), server: { port: 0 } })
    await server.listen()
    const url = (server.resolvedUrls?.local ?? [])[0]!
    const answer = await open(url)
    await server.close()
    expect(answer).toMatchObject(EXPECTED)
  })

  it('works in a plain page, also with its files in another place', async () => {
    const packaged = join(scratch, 'node_modules/wingmark')
    const plain = join(scratch, 'plain')
    mkdirSync(plain)
    cpSync(join(packaged, 'wingmark.js'), join(plain, 'lonely/wingmark.js'))
    const program = PROGRAM.replaceAll(/<number>|: unknown/g, '').replace('PHOTO', '/photos/photo.jpg')
    const write = (file: string, from: string, options: string) =>
      writeFileSync(
        join(plain, file),
        `<!doctype html><title>Plain</title><script type="module">${program.replace("'wingmark'", `'${from}'`).replace("'wingmark-precise'", "'/lib/wingmark-precise/index.js'").replace('OPTIONS', options)}</script>`,
      )
    write('beside.html', '/lib/wingmark/wingmark.js', "{ backend: 'wasm', weights: { precise } }")
    write(
      'apart.html',
      './lonely/wingmark.js',
      "{ backend: 'wasm', assets: '/lib/wingmark/assets/', weights: { precise: '/lib/wingmark-precise' } }",
    )
    const { url, server } = await serve({
      '/': plain,
      '/lib/wingmark/': packaged,
      '/lib/wingmark-precise/': join(scratch, 'node_modules/wingmark-precise'),
      '/photos/': join(scratch, 'public'),
    })
    const answers = [await open(`${url}/beside.html`), await open(`${url}/apart.html`)]
    server.close()
    for (const answer of answers) {
      expect(answer).toMatchObject(EXPECTED)
      expectHeads(answer.heads)
    }
  })

  it('contains the licence of the mean face, and names it in its bill of materials and its reference', () => {
    const packaged = join(scratch, 'node_modules/wingmark')
    const read = (file: string) => readFileSync(join(packaged, file), 'utf8')
    expect(read('LICENSE-Apache-2.0.txt')).toContain('Apache License')
    const { components } = JSON.parse(read('sbom.cdx.json')) as { components: { name: string }[] }
    expect(components.find(({ name }) => name === 'mean-face.json')).toMatchObject({
      licenses: [{ license: { id: 'Apache-2.0' } }],
      hashes: [{ alg: 'SHA-256' }],
    })
    expect(components.map(({ name }) => name)).toContain('ml-matrix')
    const reference = read('API.md')
    for (const name of ['estimateHeadPose', 'HeadPose', 'toAngles', 'measureFace', 'BlinkDetector'])
      expect(reference).toContain(`## ${name}\n`)
  })
})
