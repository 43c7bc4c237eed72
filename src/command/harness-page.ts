import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { buildPage } from './build/page.ts'
import { serve } from './server.ts'

/** Test page of a command in a real browser, with a data folder served beside it. */
export interface HarnessPage {
  readonly page: Page
  readonly url: string
  /** Folders that the server serves, by path prefix; more can be added. */
  readonly mounts: Record<string, string>
  close(): Promise<void>
}

/**
 * Builds an HTML page, serves it with the folder `data` at /data/, opens it, and waits until its script has set the
 * global `ready`.
 */
export async function openHarness(html: string, data: string, ready: string): Promise<HarnessPage> {
  const folder = mkdtempSync(join(tmpdir(), 'wingmark-harness-'))
  const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  const close = async () => {
    for (const closer of closers) await closer()
  }
  try {
    await buildPage(html, folder)
    const mounts: Record<string, string> = { '/': folder, '/data/': data }
    const { url, server } = await serve(mounts)
    closers.unshift(() => server.close())
    const browser = await launchBrowser()
    closers.unshift(() => browser.close())
    const page = await browser.newPage()
    await page.goto(`${url}/${basename(html)}`)
    await page.waitForFunction((name) => name in window, ready)
    return { page, url, mounts, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Returns the variant as the page loads it: its name, or the URL of its folder, which is then served. */
export function toVariantUrl<Variant extends string | undefined>(
  variant: Variant,
  { mounts, url }: Pick<HarnessPage, 'mounts' | 'url'>,
): Variant | string {
  if (!variant || !existsSync(join(variant, 'model.json'))) return variant
  mounts['/variant/'] = resolve(variant)
  return `${url}/variant/`
}
