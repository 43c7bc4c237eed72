import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'
import { findBrowser } from '../../src/command/browser.ts'

/** Starts a Chromium with an unpacked extension, in a profile of its own that goes when it is closed. */
export async function launchWithExtension(folder: string, flags: readonly string[]): Promise<BrowserContext> {
  const profile = mkdtempSync(join(tmpdir(), 'wingmark-profile-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    ignoreDefaultArgs: ['--disable-extensions'],
    args: ['--no-sandbox', `--disable-extensions-except=${folder}`, `--load-extension=${folder}`, ...flags],
  })
  context.on('close', () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }))
  return context
}
