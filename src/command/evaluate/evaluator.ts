import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { parsePts } from '../../evaluation/pts.ts'
import type { Point } from '../../geometry/point.ts'
import type { BackendName } from '../../landmarker/backends.ts'
import { launchBrowser } from '../browser.ts'
import type { Question } from './harness.ts'
import { buildPage } from '../build/page.ts'
import { serve } from '../server.ts'
import type { Entry } from './sets.ts'

/** A face's true landmarks and those found, both in pixels of its photo; undefined if it was not found. */
export interface Answer {
  readonly key: string
  readonly truth: readonly Point[]
  readonly found: readonly Point[] | undefined
}

/** How the landmarker starts on each face. */
export type Start = Pick<Question, 'boxes' | 'stages' | 'roll'>

const HARNESS = fileURLToPath(new URL('./harness.html', import.meta.url))

/** The page's landmarker in a real browser, asked from the command line. Close it at the end. */
export class Evaluator {
  readonly #url: string
  readonly #page: Page
  /** What the server serves; variants of their own are added. */
  readonly #mounts: Record<string, string>
  readonly #closers: readonly (() => unknown)[]

  private constructor(
    url: string,
    page: Page,
    mounts: Record<string, string>,
    closers: readonly (() => unknown)[],
  ) {
    this.#url = url
    this.#page = page
    this.#mounts = mounts
    this.#closers = closers
  }

  /** Starts a browser on the photos of a data folder. */
  static async open(data: string): Promise<Evaluator> {
    const folder = mkdtempSync(join(tmpdir(), 'wingmark-evaluate-'))
    const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
    let browser: Browser
    try {
      await buildPage(HARNESS, folder)
      const mounts: Record<string, string> = { '/': folder, '/data/': data }
      const { url, server } = await serve(mounts)
      closers.unshift(() => server.close())
      browser = await launchBrowser()
      closers.unshift(() => browser.close())
      const page = await browser.newPage()
      await page.goto(`${url}/harness.html`)
      await page.waitForFunction(() => 'harness' in window)
      return new Evaluator(url, page, mounts, closers)
    } catch (error) {
      for (const close of closers) await close()
      throw error
    }
  }

  /** Loads a variant, by name or by the folder it was exported to; gives the backend and its reason. */
  async use(variant: string, backend?: BackendName): Promise<string> {
    let given = variant
    if (existsSync(join(variant, 'model.json'))) {
      const mount = `/variants/${Object.keys(this.#mounts).length}/`
      this.#mounts[mount] = resolve(variant)
      given = this.#url + mount
    }
    return this.#page.evaluate(([name, asked]) => window.harness.start(name, asked), [
      given,
      backend,
    ] as const)
  }

  /** One face after another. */
  async *answers(entries: readonly Entry[], start: Start): AsyncGenerator<Answer> {
    for (const { key, photo, pts } of entries) {
      const truth = parsePts(readFileSync(pts, 'utf8'))
      const question: Question = { photo: `${this.#url}/data/${encodeURI(photo)}`, truth, ...start }
      const found = await this.#page.evaluate((q) => window.harness.answer(q), question)
      yield { key, truth, found: found ?? undefined }
    }
  }

  /** Landmarks of the face in the middle of a photo below the data folder; undefined without one. */
  async find(photo: string): Promise<Point[] | undefined> {
    const url = `${this.#url}/data/${encodeURI(photo)}`
    return (await this.#page.evaluate((q) => window.harness.find(q), url)) ?? undefined
  }

  async close(): Promise<void> {
    for (const close of this.#closers) await close()
  }
}
