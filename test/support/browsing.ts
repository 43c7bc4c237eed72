import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { launchBrowser } from '../../src/command/browser.ts'
import { writeCameraClip } from '../../src/command/fake-camera.ts'
import { cut, fakeCamera, ONE_FACE, sample } from './faces.ts'
import { endVisits, forgetVisits } from './visit.ts'

/**
 * A Chromium for the tests of a file, from before the first to after the last; what a test visits ends with it.
 * Flags may take a while to make.
 */
export function useBrowser(
  flags: () => readonly string[] | Promise<readonly string[]> = () => [],
): () => Browser {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await launchBrowser(await flags())
  })
  // What is visited before all tests stays until the browser ends.
  beforeEach(forgetVisits)
  afterEach(endVisits)
  afterAll(() => browser?.close())
  return () => {
    if (!browser) throw new Error('the browser starts before the first test')
    return browser
  }
}

/** One face that keeps still. */
async function oneFace(maker: Browser): Promise<Buffer[]> {
  const still = await cut(maker, sample(6), ONE_FACE)
  return [still, still, still, still]
}

/** Flags of a browser whose camera shows these pictures over and over, drawn in a browser of their own. */
export async function cameraShowing(
  draw: (maker: Browser) => Promise<readonly Buffer[]> = oneFace,
): Promise<string[]> {
  const maker = await launchBrowser()
  try {
    return fakeCamera(writeCameraClip(await draw(maker)))
  } finally {
    await maker.close()
  }
}

/** Page after `keepStreams`: every stream that it got, the first one first. */
export interface WithStreams {
  readonly streams: readonly MediaStream[]
}

/** Keeps the streams of the page's cameras where a test finds them. Before the page is opened. */
export function keepStreams(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const streams: MediaStream[] = []
    Object.assign(window, { streams })
    const { getUserMedia } = MediaDevices.prototype
    MediaDevices.prototype.getUserMedia = async function (...asked) {
      const stream = await getUserMedia.apply(this, asked)
      streams.push(stream)
      return stream
    }
  })
}

/** Counts the live camera tracks of a page with `keepStreams`. */
export const tracksOn = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      (window as unknown as WithStreams).streams
        .flatMap((stream) => stream.getTracks())
        .filter(({ readyState }) => readyState === 'live').length,
  )
