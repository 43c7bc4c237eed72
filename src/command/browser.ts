import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

const NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge']

function listCandidates(): string[] {
  const { CHROME_PATH, PATH = '', PROGRAMFILES, LOCALAPPDATA } = process.env
  const list = CHROME_PATH ? [CHROME_PATH] : []
  if (process.platform === 'darwin') {
    for (const name of ['Google Chrome', 'Chromium', 'Microsoft Edge']) {
      list.push(`/Applications/${name}.app/Contents/MacOS/${name}`)
    }
  }
  for (const root of [PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA]) {
    if (!root) continue
    list.push(
      join(root, 'Google/Chrome/Application/chrome.exe'),
      join(root, 'Microsoft/Edge/Application/msedge.exe'),
    )
  }
  for (const folder of PATH.split(delimiter)) list.push(...NAMES.map((name) => join(folder, name)))
  return list
}

/**
 * Finds Chrome, Chromium or Edge on this machine, else Playwright's own Chromium, downloading it if missing.
 * @throws Error that says what to install if there is none and it cannot be downloaded.
 */
export function findBrowser(): string {
  const found = listCandidates().find(existsSync)
  if (found) return found
  const own = chromium.executablePath()
  if (existsSync(own)) return own
  console.error('No Chrome, Chromium or Edge found; downloading one for the tests.')
  try {
    const cli = join(createRequire(import.meta.url).resolve('playwright-core/package.json'), '../cli.js')
    execFileSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit' })
  } catch {
    // Reported below.
  }
  if (existsSync(own)) return own
  throw new Error(
    'No browser: install Google Chrome, Chromium (Debian: apt install chromium) or Edge, or set CHROME_PATH.',
  )
}

/** Starts the browser headless, with WebGPU enabled even in software. */
export function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser(),
    args: [
      '--no-sandbox',
      '--enable-unsafe-webgpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...args,
    ],
  })
}
