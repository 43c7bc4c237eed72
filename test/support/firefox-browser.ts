import { existsSync } from 'node:fs'
import { join } from 'node:path'
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core'
import { inject, vi } from 'vitest'
import type { Inspection } from '../../src/app/state/state.ts'
import { inPath, startScreen, XVFB } from './screen.ts'

const OWN = process.env.FIREFOX_PATH
const MAC = '/Applications/Firefox.app/Contents/MacOS/firefox'
const WINDOWS = join(process.env.PROGRAMFILES ?? '', 'Mozilla Firefox/firefox.exe')

const FOUND = OWN ?? inPath(['firefox-esr', 'firefox']) ?? [MAC, WINDOWS].find(existsSync)

/** A Firefox that the tests can use, or undefined. */
export const FIREFOX: string | undefined = process.platform === 'linux' && !XVFB ? undefined : FOUND

if (!FIREFOX) {
  console.warn(
    'The tests in Firefox are skipped. They need Firefox and, on Linux, Xvfb (Debian: apt install firefox-esr xvfb).',
  )
}

export interface Firefox {
  readonly browser: Browser
  close(): Promise<void>
}

/** Starts Firefox, driven over WebDriver BiDi, with a profile of its own and these preferences. */
export async function launchFirefox(preferences: Readonly<Record<string, unknown>> = {}): Promise<Firefox> {
  const screen = XVFB ? await startScreen(XVFB) : undefined
  try {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: FIREFOX,
      headless: !screen,
      env: { ...process.env, ...(screen && { DISPLAY: screen.display }) },
      // Nothing plays unless it is started, as in visit.ts.
      extraPrefsFirefox: { 'ui.prefersReducedMotion': 1, ...preferences },
      timeout: 120_000,
      protocolTimeout: 120_000,
    })
    return {
      browser,
      close: async () => {
        await browser.close()
        screen?.close()
      },
    }
  } catch (error) {
    screen?.close()
    throw error
  }
}

export interface FirefoxVisit {
  readonly page: Page
  /** Console errors, uncaught exceptions, violations of the policy and requests to other origins. */
  readonly problems: readonly string[]
  close(): Promise<void>
}

interface Options {
  readonly url?: string
  readonly query?: string
  /** Lets the page keep itself for times without a network; each visit would load it all once more. */
  readonly kept?: boolean
  /** Runs before the page is opened. */
  readonly before?: (page: Page) => Promise<unknown>
}

/** Opens the built page in a context of its own and notes whatever goes wrong on it. */
export async function visitFirefox(
  { browser }: Firefox,
  { url = inject('page'), query = '', kept = false, before }: Options = {},
): Promise<FirefoxVisit> {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  await page.setViewport({ width: 1280, height: 800 })
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => problems.push(`uncaught: ${String(error)}`))
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    const asked = new URL(request.url())
    if (asked.protocol.startsWith('http') && asked.origin !== new URL(url).origin)
      problems.push(`foreign: ${asked.href}`)
  })
  await page.evaluateOnNewDocument((keeps) => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      console.error(`policy: ${violatedDirective} ${blockedURI} ${sample}`),
    )
    addEventListener('unhandledrejection', ({ reason }) => console.error(`unhandled: ${String(reason)}`))
    if (!keeps) Reflect.deleteProperty(Navigator.prototype, 'serviceWorker')
  }, kept)
  await before?.(page)
  await page.goto(url + query)
  return { page, problems, close: () => context.close() }
}

const PATIENCE = { timeout: 120_000, interval: 100 }

/** Waits for the networks to be ready; gives what the page says of their backend. */
export function engineReady(page: Page): Promise<string> {
  return vi.waitUntil(
    () =>
      page.evaluate(() => {
        const said = document.querySelector<HTMLElement>('[data-testid=backend-info]')?.innerText ?? ''
        return /^(wasm|webgpu|webgl):.*$/m.exec(said)?.[0]
      }),
    PATIENCE,
  ) as Promise<string>
}

/** The last picture drawn, once there are `frames` of them since the visit began and it is as wanted. */
export function inspect(
  page: Page,
  frames = 1,
  wanted: (seen: Inspection) => boolean = () => true,
): Promise<Inspection> {
  return vi.waitUntil(async () => {
    const seen = await page.evaluate(() => window.wingmark)
    return seen && seen.frames >= frames && wanted(seen) ? seen : undefined
  }, PATIENCE)
}

/** Chooses a photo through the page's file input. */
export async function choosePhoto(page: Page, file: string): Promise<void> {
  const input = await page.$('input[aria-label="Photo"]')
  if (!input) throw new Error('the page has no input for photos')
  await (input as ElementHandle<HTMLInputElement>).uploadFile(file)
}

/** Chooses a photo and waits until it is drawn. */
export async function openPhoto(page: Page, file: string): Promise<Inspection> {
  const frames = await page.evaluate(() => window.wingmark?.frames ?? 0)
  await choosePhoto(page, file)
  return inspect(page, frames + 1)
}

/** Waits for a sentence on the page. */
export async function said(page: Page, sentence: string): Promise<void> {
  await vi.waitUntil(
    () => page.evaluate((text) => document.body.innerText.includes(text), sentence),
    PATIENCE,
  )
}

/** Presses the button of this name. */
export async function press(page: Page, name: string): Promise<void> {
  await page.locator(`::-p-aria(${name}[role="button"])`).click()
}
