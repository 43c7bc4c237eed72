import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { launchBrowser } from '../../src/command/browser.ts'
import { serve } from '../../src/command/server.ts'
import { installPackedPackage } from '../support/packed-package.ts'

/** A video of the photo of four faces, as a camera would give it. */
const STREAM = `
async function openStream() {
  const photo = await createImageBitmap(await (await fetch('./photo.jpg')).blob())
  const canvas = document.createElement('canvas')
  canvas.width = photo.width / 2
  canvas.height = photo.height / 2
  const draw = () => canvas.getContext('2d').drawImage(photo, 0, 0, canvas.width, canvas.height)
  setInterval(draw, 50)
  draw()
  return canvas.captureStream(20)
}`

const REACT_APP = `
import { StrictMode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { LandmarkedVideo, useLandmarks } from 'wingmark/react'
${STREAM}
const options = { backend: 'wasm', cache: false }
function Counter({ stream }) {
  const { status, faces } = useLandmarks(stream, options)
  return <p id="state">{status} {faces.length} {faces[0]?.landmarks.length}</p>
}
function App() {
  const [stream, setStream] = useState(null)
  const [shown, setShown] = useState(true)
  useEffect(() => void openStream().then(setStream), [])
  return <>
    <button onClick={() => setShown(!shown)}>Toggle</button>
    {shown && <>
      <Counter stream={stream} />
      <LandmarkedVideo stream={stream} autoPlay options={options} mirrored style={{ width: 400 }}
        onResult={({ faces }) => { document.body.dataset.faces = String(faces.length) }} />
    </>}
  </>
}
createRoot(document.getElementById('root')).render(<StrictMode><App /></StrictMode>)
`

const FAILING_APP = `
import { createRoot } from 'react-dom/client'
import { LandmarkedVideo } from 'wingmark/react'
createRoot(document.getElementById('root')).render(<LandmarkedVideo options={{ variant: 'unknown' }} />)
`

const ELEMENT_PAGE = `<!doctype html><title>Element</title><link rel="icon" href="data:,">
<wingmark-video autoplay backend="wasm" max-faces="3" colour="#d55e00" style="width: 400px"></wingmark-video>
<script type="importmap">{"imports": {"wingmark/element": "/lib/wingmark/element.js"}}</script>
<script type="module">
import 'wingmark/element'
${STREAM}
const element = document.querySelector('wingmark-video')
element.addEventListener('landmarks', ({ detail }) => { document.body.dataset.faces = String(detail.faces.length) })
element.addEventListener('failed', ({ detail }) => { document.body.dataset.error = String(detail) })
element.stream = await openStream()
</script>`

let browser: Browser
let scratch: string

beforeAll(async () => {
  scratch = installPackedPackage()
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  rmSync(scratch, { recursive: true, force: true })
})

/** The number of drawn pixels on the overlay. */
const ink = (page: Page, root = 'document') =>
  page.evaluate((root) => {
    const within = root === 'document' ? document : document.querySelector('wingmark-video')?.shadowRoot
    const canvas = within?.querySelector('canvas')
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
    return pixels.filter((value, i) => i % 4 === 3 && value > 0).length
  }, root)

const faces = (page: Page) => page.evaluate(() => document.body.dataset.faces)

async function open(url: string): Promise<{ page: Page; problems: string[] }> {
  const page = await browser.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  await page.goto(url)
  return { page, problems }
}

const waiting = { timeout: 60_000, interval: 200 }

/** Builds a React app, opens it, and closes it after `use`. */
async function withReactApp(
  app: string,
  use: (opened: { page: Page; problems: string[] }) => Promise<void>,
): Promise<void> {
  writeFileSync(join(scratch, 'main.jsx'), app)
  writeFileSync(
    join(scratch, 'index.html'),
    '<!doctype html><title>React</title><link rel="icon" href="data:,"><div id="root"></div><script type="module" src="./main.jsx"></script>',
  )
  const config = { configFile: false, logLevel: 'silent', resolve: { preserveSymlinks: true } } as const
  await build({ root: scratch, ...config })
  const { url, server } = await serve({ '/': join(scratch, 'dist') })
  const opened = await open(url)
  try {
    await use(opened)
  } finally {
    await opened.page.close()
    server.close()
  }
}

describe('wingmark/react', () => {
  it('tracks a stream in strict mode, draws it, and releases its workers when it goes', () =>
    withReactApp(REACT_APP, async ({ page, problems }) => {
      await vi.waitUntil(async () => (await faces(page)) === '4', waiting)
      await page.getByText('running 4 68').waitFor()
      await vi.waitUntil(async () => (await ink(page)) > 1000, waiting)
      // One worker for the hook, one for the component: those of the first, strict mounting are gone.
      await vi.waitUntil(() => page.workers().length === 2, waiting)
      await page.getByRole('button', { name: 'Toggle' }).click()
      await vi.waitUntil(() => page.workers().length === 0, waiting)
      await page.getByRole('button', { name: 'Toggle' }).click()
      await page.getByText('running 4 68').waitFor()
      expect(problems).toEqual([])
    }))

  it('reports an error that ends a video without onError', () =>
    withReactApp(FAILING_APP, async ({ problems }) => {
      await vi.waitUntil(() => problems.some((problem) => problem.includes('unknown')), waiting)
    }))
})

describe('<wingmark-video>', () => {
  it('tracks a stream on a plain page with an import map, and stops when it is taken out', async () => {
    const plain = join(scratch, 'plain')
    mkdirSync(plain)
    copyFileSync(join(scratch, 'public/photo.jpg'), join(plain, 'photo.jpg'))
    writeFileSync(join(plain, 'index.html'), ELEMENT_PAGE)
    const { url, server } = await serve({
      '/': plain,
      '/lib/wingmark/': join(scratch, 'node_modules/wingmark'),
    })
    const { page, problems } = await open(url)
    try {
      await vi.waitUntil(async () => (await faces(page)) === '3', waiting)
      await vi.waitUntil(async () => (await ink(page, 'element')) > 1000, waiting)
      expect(await page.evaluate(() => document.body.dataset.error)).toBeUndefined()
      await page.evaluate(() => document.querySelector('wingmark-video')?.remove())
      await vi.waitUntil(() => page.workers().length === 0, waiting)
      expect(problems).toEqual([])
    } finally {
      await page.close()
      server.close()
    }
  })
})

describe('on a server', () => {
  const runNode = (program: string): unknown =>
    JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '-e', program], {
        cwd: scratch,
        encoding: 'utf8',
      }),
    )

  it('all entry points can be imported, and a landmarker says what is missing', () => {
    const answer = runNode(`
      import { createLandmarker, LandmarkerError } from 'wingmark'
      import 'wingmark/element'
      import { createElement } from 'react'
      import { renderToString } from 'react-dom/server'
      import { LandmarkedVideo } from 'wingmark/react'
      const error = await createLandmarker().catch((reason) => reason)
      console.log(JSON.stringify({
        isTyped: error instanceof LandmarkerError,
        code: error.code,
        html: renderToString(createElement(LandmarkedVideo, { src: 'clip.webm' })),
      }))`)
    expect(answer).toMatchObject({ isTyped: true, code: 'environment' })
    expect((answer as { html: string }).html).toMatch(/<video[^>]*src="clip.webm"/)
  })

  it('wingmark/metrics computes NME, CED, pose and measures', () => {
    const answer = runNode(`
      import { computeAuc, computeInterOcular, computeNme, parsePts } from 'wingmark/metrics'
      const truth = Array.from({ length: 68 }, (_, i) => [i, i % 7])
      const text = 'version: 1\\nn_points: 68\\n{\\n' + truth.map(([x, y]) => (x + 0.5) + ' ' + (y + 0.5)).join('\\n') + '\\n}'
      const moved = truth.map(([x, y]) => [x + 0.9, y])
      const nme = computeNme(moved, parsePts(text), computeInterOcular)
      console.log(JSON.stringify({ nme, auc: computeAuc([nme], 0.2) }))`)
    const { nme, auc } = answer as { nme: number; auc: number }
    expect(nme).toBeCloseTo(0.9 / Math.hypot(9, 2), 9)
    expect(auc).toBeCloseTo(1 - nme / 0.2, 9)
  })
})
