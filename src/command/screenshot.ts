/** `npm run screenshot`: takes the README's picture of the built page, with a sample photo. */
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { launchBrowser } from './browser.ts'
import { serve } from './server.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
await build({ root, logLevel: 'error' })
const { url, server } = await serve({ '/': `${root}/dist` })
const browser = await launchBrowser()
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'dark' })
await page.goto(`${url}/`)
await page.getByRole('button', { name: 'Sample: four faces' }).click()
await page.getByRole('img', { name: /4 faces/ }).waitFor()
await page.getByLabel('Box and roll').check()
await page.screenshot({ path: `${root}/public/screenshot.jpg`, type: 'jpeg', quality: 82 })
await browser.close()
server.close()
