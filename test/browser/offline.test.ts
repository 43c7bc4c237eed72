import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { getHeaders } from '../../src/command/build/policy.ts'
import { serve } from '../../src/command/server.ts'
import { useBrowser } from '../support/browsing.ts'
import { sample } from '../support/faces.ts'
import { engineReady, inspectFace, openPhoto } from '../support/visit.ts'

const browser = useBrowser()
let folder: string
let server: Server
let origin: string
let page: Page
let problems: string[]

/** The hash of the page's own file in its service worker. */
const PAGE_REVISION = /("index.html","revision":)"[0-9a-f]{16}"/

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wingmark-offline-'))
  cpSync(inject('dist'), folder, { recursive: true })
  const served = await serve({ '/page/': folder }, { headers: getHeaders })
  server = served.server
  origin = served.url
  // No clip before it is asked for: the tests count pictures.
  page = await browser().newPage({ reducedMotion: 'reduce' })
  problems = []
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto(`${served.url}/page/`)
  await engineReady(page)
  await kept()
})

afterEach(async () => {
  await page.close()
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The versions of the page's own file that are kept. */
const keptPages = () =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('wingmark-page-'))
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return requests.flatMap((own) => own.map(({ url }) => url)).filter((url) => url.includes('index.html'))
  })

/** Waits until the page is kept and its service worker rules. */
async function kept(): Promise<void> {
  await vi.waitUntil(
    () =>
      page.evaluate(
        async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated',
      ),
    { timeout: 120_000, interval: 200 },
  )
}

async function endServer(): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

/** Opens an address to which the server answers 404 and nothing more, and waits for the browser to say so. */
async function isNotThere(address: string): Promise<void> {
  await expect(page.goto(address)).rejects.toThrow(/ERR_HTTP_RESPONSE_CODE_FAILURE/)
  await page.waitForURL('chrome-error://chromewebdata/')
}

/** Opens an address in the tab and reads the text that it shows. */
async function textAt(address: string): Promise<string> {
  await page.goto(address)
  return page.evaluate(() => document.body.innerText)
}

describe('without a network', () => {
  it('opens again and finds faces; a variant that was never chosen is a sentence', async () => {
    await endServer()
    await page.reload()
    await engineReady(page)
    const { faces } = await openPhoto(page, 'group.jpg', 'image/jpeg', sample(6))
    expect(faces).toHaveLength(4)
    // It goes back at once.
    await page.getByRole('radio', { name: 'L2' }).click()
    await page.getByRole('alert').getByText('The weights of "l2" could not be loaded').waitFor()
    expect(await page.getByRole('radio', { name: 'Lite' }).isChecked()).toBe(true)
    expect(problems).toEqual([])
  })

  it('plays the sample clip', async () => {
    await endServer()
    await page.reload()
    await engineReady(page)
    await page.getByRole('button', { name: 'Play the sample clip' }).click()
    const { faces } = await inspectFace(page, 3)
    expect(faces).toHaveLength(1)
    expect(problems).toEqual([])
  })

  it('opens at every address of the page and at each of its files, and at no other', async () => {
    await endServer()
    for (const address of ['?view=losses', 'index.html?view=losses', '?view=losses#top']) {
      await page.goto(`${origin}/page/${address}`)
      await page.getByRole('img', { name: /^Value of the loss/ }).waitFor()
    }
    expect(await textAt(`${origin}/page/manifest.webmanifest`)).toContain('"start_url"')
    await expect(page.goto(`${origin}/page/nothing-here`)).rejects.toThrow(/ERR_CONNECTION_REFUSED/)
  })
})

describe('what stands beside the page on its server', () => {
  it('is what the server sends, once the page is kept: the bill of materials, robots.txt, what is not there', async () => {
    writeFileSync(join(folder, 'sbom.cdx.json'), '{"bomFormat":"CycloneDX"}')
    writeFileSync(join(folder, 'robots.txt'), 'User-agent: *')
    expect(await textAt(`${origin}/page/sbom.cdx.json`)).toBe('{"bomFormat":"CycloneDX"}')
    expect(await textAt(`${origin}/page/robots.txt`)).toContain('User-agent')
    await isNotThere(`${origin}/page/nothing-here`)
    // The page itself is still kept.
    await page.goto(`${origin}/page/?view=about`)
    await endServer()
    await page.reload()
    await page.getByRole('heading', { name: 'How it finds landmarks' }).waitFor()
  })

  it('is left alone where the page lies at the root of an origin', async () => {
    mkdirSync(join(folder, 'neighbour/deep'), { recursive: true })
    writeFileSync(join(folder, 'neighbour/index.html'), '<title>Neighbour</title>Another site')
    writeFileSync(join(folder, 'neighbour/deep/index.html'), '<title>Deep</title>Another page')
    const root = await serve({ '/': folder }, { headers: getHeaders })
    try {
      await page.goto(root.url)
      await engineReady(page)
      await kept()
      expect(await textAt(`${root.url}/neighbour/`)).toBe('Another site')
      expect(await textAt(`${root.url}/neighbour/deep/index.html`)).toBe('Another page')
      await isNotThere(`${root.url}/neighbour/gone`)
      await page.goto(`${root.url}/?view=about`)
      const fetched = () => page.evaluate(async () => (await fetch('/neighbour/')).text())
      expect(await fetched()).toContain('Another site')
    } finally {
      root.server.closeAllConnections()
      root.server.close()
    }
  })
})

/** Reads the version of the page in the tab. */
const version = () => page.evaluate(() => document.documentElement.dataset.version)

describe('an update', () => {
  it('waits until it is asked for, then replaces every file at once', async () => {
    const [before] = await keptPages()
    const worker = join(folder, 'offline-worker.js')
    const html = join(folder, 'index.html')
    writeFileSync(worker, readFileSync(worker, 'utf8').replace(PAGE_REVISION, '$1"fedcba9876543210"'))
    writeFileSync(html, readFileSync(html, 'utf8').replace('lang="en"', 'lang="en" data-version="new"'))
    await page.reload()
    // The old page still, whole, from what is kept.
    expect(await version()).toBeUndefined()
    await page.getByText('A new version is ready.').waitFor({ timeout: 120_000 })
    expect(await keptPages()).toContain(before)
    await page.getByRole('button', { name: 'Update now' }).click()
    await vi.waitUntil(async () => (await version().catch(() => '')) === 'new', {
      timeout: 120_000,
      interval: 200,
    })
    await engineReady(page)
    await vi.waitUntil(async () => (await keptPages()).join().endsWith('=fedcba9876543210'), {
      timeout: 30_000,
    })
    expect(problems).toEqual([])
  })

  it('that cannot be had whole leaves the old page as it is', async () => {
    const worker = join(folder, 'offline-worker.js')
    const html = join(folder, 'index.html')
    writeFileSync(
      worker,
      readFileSync(worker, 'utf8')
        .replace(PAGE_REVISION, '$1"fedcba9876543210"')
        .replace('{"url":"icon.svg"', '{"url":"gone.js","revision":"1"},{"url":"icon.svg"'),
    )
    writeFileSync(html, readFileSync(html, 'utf8').replace('lang="en"', 'lang="en" data-version="new"'))
    await page.reload()
    await engineReady(page)
    // The update has been tried and given up when nothing is installing any more.
    await vi.waitUntil(
      () =>
        page.evaluate(async () => {
          const registration = await navigator.serviceWorker.getRegistration()
          return registration && !registration.installing && !registration.waiting
        }),
      { timeout: 120_000, interval: 200 },
    )
    await endServer()
    await page.reload()
    await engineReady(page)
    expect(await version()).toBeUndefined()
    expect(problems).toEqual([])
  })
})
