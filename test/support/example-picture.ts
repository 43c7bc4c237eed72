import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** Saves a picture of an example's page to the folder in the environment variable SCREENSHOTS, if it is set. */
export async function savePicture(page: Page, example: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (folder) await page.screenshot({ path: join(folder, `${example}.png`) })
}
