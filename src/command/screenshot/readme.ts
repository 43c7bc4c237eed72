import { mkdirSync, writeFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { VIEWS } from '../../app/state/routes.ts'
import { recordMovingPicture } from './record.ts'
import { SIZES } from './sizes.ts'

/** Views of the README's pictures, and where the pictures go. */
interface ReadmeOptions {
  readonly url: string
  readonly folder: string
  /** Video file for the view that shows one. */
  readonly clip: string
}

/** Waiting time for a photo to be processed and an X-ray sweep to be measured, and for a plot. */
const PHOTO_SETTLE_MS = 9000
const PLOT_SETTLE_MS = 1500

/** Size of the moving picture, in pixels; its length. */
const MOVING_PICTURE = { width: 800, height: 500, seconds: 5 }
/** Time after which the first screen's clip has been tracked for a while. */
const CLIP_SETTLE_MS = 8000

/** Records the first screen, where the sample clip plays with its landmarks. */
export async function recordFirstScreen(browser: Browser, { url, folder }: ReadmeOptions): Promise<void> {
  const page = await browser.newPage({
    viewport: SIZES.wide,
    colorScheme: 'dark',
    serviceWorkers: 'block',
  })
  await page.goto(url)
  await page.waitForTimeout(CLIP_SETTLE_MS)
  const picture = await recordMovingPicture(browser, page, MOVING_PICTURE)
  writeFileSync(`${folder}/live.webp`, picture)
  console.log(`live.webp: ${Math.round(picture.length / 1000)} kB`)
}

/** Takes a picture of every view, wide and narrow. */
export async function takeScreenshots(browser: Browser, { url, folder, clip }: ReadmeOptions): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const { id, picture } of VIEWS) {
      const page = await browser.newPage({ viewport, colorScheme: 'dark', serviceWorkers: 'block' })
      await page.goto(`${url}/?view=${id}`)
      await page.getByRole('main').waitFor()
      await page.getByText('Loading the view').waitFor({ state: 'detached' })
      const sample = page.getByRole('button', { name: 'Sample: four faces' })
      if (picture && (await sample.count()) > 0) await sample.click()
      if (id === 'annotate') await page.getByRole('button', { name: 'Try a sample photo' }).click()
      if (id === 'video') await page.getByLabel('Video file').setInputFiles(clip)
      const isSlow = picture || id === 'video' || id === 'annotate'
      await page.waitForTimeout(isSlow ? PHOTO_SETTLE_MS : PLOT_SETTLE_MS)
      await page.screenshot({ path: `${folder}/${id}-${size}.jpg`, type: 'jpeg', quality: 72 })
      console.log(`${id}, ${size}`)
      await page.close()
    }
  }
}
