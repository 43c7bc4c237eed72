import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'
import { findBrowser } from '../../src/command/browser.ts'

/** Chromium with an extension. */
export interface ExtensionBrowser {
  readonly context: BrowserContext
  /** Closes it and removes its profile. */
  close(): Promise<void>
}

/** Starts a Chromium with an unpacked extension, in a profile of its own. */
export async function launchWithExtension(
  folder: string,
  flags: readonly string[],
): Promise<ExtensionBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'wingmark-profile-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    ignoreDefaultArgs: ['--disable-extensions'],
    args: ['--no-sandbox', `--disable-extensions-except=${folder}`, `--load-extension=${folder}`, ...flags],
  })
  const close = async () => {
    await context.close()
    // Processes that are about to end may still write into it.
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
  return { context, close }
}
