/**
 * `npm run screenshot`: takes the README's pictures of the built page, every view wide and narrow, with a
 * sample photo where a view shows one.
 */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { VIEWS } from '../app/views.ts'
import { launchBrowser } from './browser.ts'
import { serve } from './server.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FOLDER = `${ROOT}/public/screenshots`

const SIZES = {
  wide: { width: 1280, height: 800 },
  narrow: { width: 390, height: 844 },
} as const

/** Opens the sample with four faces, and waits until they are drawn. */
async function openSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sample: four faces' }).click()
  await page.waitForFunction(() => window.wingmark?.faces.length === 4, undefined, { timeout: 60_000 })
}

await build({ root: ROOT, logLevel: 'error' })
// Without the page's policy, which forbids how Playwright waits.
const { url, server } = await serve({ '/': `${ROOT}/dist` })
const browser = await launchBrowser()
mkdirSync(FOLDER, { recursive: true })
for (const [size, viewport] of Object.entries(SIZES)) {
  for (const { id, picture } of VIEWS) {
    const page = await browser.newPage({ viewport, colorScheme: 'dark', serviceWorkers: 'block' })
    await page.goto(`${url}/?view=${id}`)
    await page.getByText('Loading the view').waitFor({ state: 'detached' })
    if (picture) await openSample(page)
    // Plots and measurements are drawn a little later.
    await page.waitForTimeout(picture ? 3000 : 1000)
    await page.screenshot({ path: `${FOLDER}/${id}-${size}.jpg`, type: 'jpeg', quality: 72 })
    console.log(`${id}, ${size}`)
    await page.close()
  }
}
await browser.close()
server.close()
