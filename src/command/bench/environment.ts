import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { launchBrowser } from '../browser.ts'
import { buildPage } from '../build/page.ts'
import { listCameraFlags } from '../fake-camera.ts'
import { serve } from '../server.ts'
import type { Packages } from './packages.ts'
import { TransferredBytes } from './transferred-bytes.ts'
import { writeY4m } from './y4m.ts'

const PAGE = fileURLToPath(new URL('./page/page.html', import.meta.url))

/** Numbers of the sample photos of @vladmandic/face-api that are used. */
const PHOTO_NUMBERS = [1, 2, 3, 4, 5, 6]
/** Number of the photo that the clip is made from. */
const CLIP_PHOTO_NUMBER = 6

/** Environment of the bench: a browser with a fake camera, and a server with all libraries. */
export class BenchEnvironment {
  readonly browser: Browser
  readonly session: CDPSession
  readonly transferred: TransferredBytes
  readonly #url: string
  readonly #closers: readonly (() => unknown)[]

  private constructor(
    url: string,
    browser: Browser,
    session: CDPSession,
    served: TransferredBytes,
    closers: readonly (() => unknown)[],
  ) {
    this.#url = url
    this.browser = browser
    this.session = session
    this.transferred = served
    this.#closers = closers
  }

  /**
   * Builds the page, starts server and browser and renders the clip at `fps`. Also serves `data`, and the folders of
   * `more` by their paths.
   */
  static async open(
    packages: Packages,
    data: string | undefined,
    fps: number,
    more: Readonly<Record<string, string>> = {},
  ): Promise<BenchEnvironment> {
    const folder = mkdtempSync(join(tmpdir(), 'wingmark-bench-'))
    const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
    try {
      const built = join(folder, 'page')
      await buildPage(PAGE, built)
      const { faceApi, wasm, human, faceMesh } = packages
      const photos = join(faceApi.folder, 'demo')
      const mounts: Record<string, string> = {
        ...more,
        '/': built,
        '/photos/': photos,
        '/face-api/': faceApi.folder,
        '/wasm/': join(wasm.folder, 'dist'),
      }
      if (human) mounts['/human/'] = human.folder
      if (faceMesh) mounts['/face-mesh/'] = faceMesh.folder
      if (data) mounts['/data/'] = data
      const served = new TransferredBytes(data ? [photos, data] : [photos])
      const { url, server } = await serve(mounts, { onFile: (file) => served.add(file) })
      closers.unshift(() => server.close())
      // Chromium reads the clip only when a page opens the camera.
      const clip = join(folder, 'clip.y4m')
      const browser = await launchBrowser([...listCameraFlags(clip), '--use-fake-ui-for-media-stream'])
      closers.unshift(() => browser.close())
      const environment = new BenchEnvironment(
        url,
        browser,
        await browser.newBrowserCDPSession(),
        served,
        closers,
      )
      await environment.withPage(async (page) => {
        const size = await page.evaluate(
          (photo) => window.bench.clip(photo),
          environment.getPhotoUrl(CLIP_PHOTO_NUMBER),
        )
        // One at a time: all frames together have 166 MB.
        async function* frames() {
          for (let i = 0; i < size.frames; i++) {
            yield Buffer.from(await page.evaluate((n) => window.bench.frame(n), i), 'base64')
          }
        }
        await writeY4m(clip, { ...size, fps }, frames())
      })
      return environment
    } catch (error) {
      for (const close of closers) await close()
      throw error
    }
  }

  /** URLs of the photos. */
  get photoUrls(): string[] {
    return PHOTO_NUMBERS.map((number) => this.getPhotoUrl(number))
  }

  /** Returns the URL of a sample photo of @vladmandic/face-api. */
  getPhotoUrl(number: number): string {
    return `${this.#url}/photos/sample${number}.jpg`
  }

  /** Returns the URL of a photo in the data folder. */
  getDataUrl(photo: string): string {
    return `${this.#url}/data/${encodeURI(photo)}`
  }

  /** Opens the bench's page with an empty cache, and closes it after `work`. */
  async withPage<T>(work: (page: Page) => Promise<T>): Promise<T> {
    const context = await this.browser.newContext()
    this.transferred.clear()
    try {
      const page = await context.newPage()
      await page.goto(`${this.#url}/page.html`)
      await page.waitForFunction(() => 'bench' in window)
      return await work(page)
    } finally {
      await context.close()
    }
  }

  async close(): Promise<void> {
    for (const close of this.#closers) await close()
  }
}
