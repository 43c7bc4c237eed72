import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { VIEWS, type ViewId } from '../../app/state/routes.ts'
import { PATIENCE_MS, SCENES, type Scene } from './scenes.ts'
import { formatSheet, SCHEMES, type Shot } from './sheet-page.ts'
import { SIZES, type SizeName } from './sizes.ts'

/** Options of the sheet. */
interface SheetOptions {
  readonly url: string
  /** Folder of the pictures and the sheets. */
  readonly folder: string
}

/** Pages that are open at once: loading one waits for the network and the networks of another. */
const PAGES_AT_ONCE = 2
/** Time in which the page draws its plots anew in another colour scheme. */
const REDRAW_MS = 400

/** Opens a view and brings it into a state. Returns what could not be done, if anything. */
async function reach(page: Page, address: string, scene: Scene): Promise<string | undefined> {
  const { held, failed, act, shows, settleMs } = scene
  if (held) await page.route(held, () => undefined)
  if (failed) await page.route(failed, (route) => route.abort())
  await page.goto(address, { waitUntil: 'commit' })
  await page.getByRole('main').waitFor({ timeout: PATIENCE_MS })
  try {
    await act?.(page)
    await shows?.(page).waitFor({ timeout: PATIENCE_MS })
  } catch (error) {
    return error instanceof Error ? error.message.split('\n').at(0) : String(error)
  } finally {
    await page.waitForTimeout(settleMs)
  }
}

/** Takes the pictures of one view in one state and size, in both colour schemes. */
async function takeShots(
  browser: Browser,
  { url, folder }: SheetOptions,
  view: ViewId,
  scene: Scene,
  size: SizeName,
): Promise<Shot[]> {
  const context = await browser.newContext({
    viewport: SIZES[size],
    serviceWorkers: 'block',
    reducedMotion: scene.isStill ? 'reduce' : 'no-preference',
    permissions: scene.allowsCamera ? ['camera'] : [],
  })
  const page = await context.newPage()
  const problem = await reach(page, `${url}/?view=${view}`, scene)
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  const shots: Shot[] = []
  for (const scheme of SCHEMES) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.waitForTimeout(REDRAW_MS)
    const file = `${view}-${scene.state}-${size}-${scheme}.png`
    await page.screenshot({ path: join(folder, file) })
    shots.push({ view, state: scene.state, size, scheme, file })
  }
  await context.close()
  const overflow = width > SIZES[size].width ? `; ${width} pixels wide` : ''
  console.log(`${view}, ${scene.state}, ${size}${overflow}${problem ? `; ${problem}` : ''}`)
  return shots
}

/** Draws the sheets as pictures, one for each size and colour scheme, and one without colours. */
async function drawSheets(browser: Browser, folder: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
  for (const isGrey of [false, true]) {
    await page.goto(`file://${join(folder, 'index.html')}${isGrey ? '#grey' : ''}`)
    if (isGrey) await page.reload()
    for (const sheet of await page.locator('section').all()) {
      const name = `sheet-${await sheet.getAttribute('id')}${isGrey ? '-grey' : ''}.png`
      await sheet.screenshot({ path: join(folder, name) })
    }
  }
  await page.close()
}

/**
 * Takes pictures of every view in every state it has, wide and narrow, light and dark, and lays them out as contact
 * sheets.
 */
export async function takeSheet(browser: Browser, options: SheetOptions): Promise<void> {
  mkdirSync(options.folder, { recursive: true })
  const jobs = VIEWS.flatMap(({ id }) =>
    SCENES[id].flatMap((scene) =>
      (Object.keys(SIZES) as SizeName[]).map((size) => () => takeShots(browser, options, id, scene, size)),
    ),
  )
  const shots: Shot[] = []
  const work = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) shots.push(...(await job()))
  }
  await Promise.all(Array.from({ length: PAGES_AT_ONCE }, work))
  writeFileSync(join(options.folder, 'index.html'), formatSheet(shots))
  await drawSheets(browser, options.folder)
}
