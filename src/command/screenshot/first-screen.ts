import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { TransferredBytes } from '../bench/transferred-bytes.ts'
import { serve } from '../server.ts'
import { SIZES } from './sizes.ts'

/** Times after the visit began at which the screen is taken. */
const TIMES_S = [1, 3, 8]
/** Movement of a landmark, in pixels of the clip, from which on the landmarks follow the face. */
const MOVED_PX = 1
/** Longest time that the landmarks may take to move. */
const PATIENCE_MS = 60_000
const POLL_MS = 20
const MB = 1e6

declare global {
  interface Window {
    /** Time at which the landmarks first moved: from Date.now(), and in milliseconds since the visit began. */
    landmarksMoved?: { readonly date: number; readonly age: number }
  }
}

/** Records in the page when the landmarks of its sample clip first move. */
function watchLandmarks([movedPx, everyMs]: readonly [number, number]): void {
  let first: readonly (readonly number[])[] | undefined
  const timer = setInterval(() => {
    const landmarks = window.wingmark?.faces.at(0)?.landmarks
    if (!landmarks) return
    first ??= landmarks
    const begin = first
    const distances = landmarks.map(([x, y], i) => Math.hypot(x - begin[i]![0]!, y - begin[i]![1]!))
    if (Math.max(...distances) < movedPx) return
    clearInterval(timer)
    window.landmarksMoved = { date: Date.now(), age: performance.now() }
  }, everyMs)
}

/** Waits until the landmarks have moved. */
async function awaitMovement(page: Page): Promise<{ readonly date: number; readonly age: number }> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    const moved = await page.evaluate(() => window.landmarksMoved)
    if (moved) return moved
    await page.waitForTimeout(POLL_MS)
  }
  throw new Error('The landmarks of the sample clip did not move.')
}

/**
 * Takes the first screen of a build with test probes 1, 3 and 8 seconds after a first visit on WASM began, and
 * reports when the landmarks move and the bytes sent by then, as a static host compresses them.
 */
export async function takeFirstScreens(browser: Browser, build: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const [size, viewport] of Object.entries(SIZES)) {
    const sent: { file: string; at: number }[] = []
    const countBytes = (until: number) => {
      const bytes = new TransferredBytes([])
      for (const { file, at } of sent) if (at <= until) bytes.add(file)
      return (bytes.bytes / MB).toFixed(2)
    }
    const { url, server } = await serve(
      { '/': build },
      { onFile: (file) => sent.push({ file, at: Date.now() }) },
    )
    const context = await browser.newContext({ viewport, colorScheme: 'dark', serviceWorkers: 'block' })
    const page = await context.newPage()
    await page.addInitScript(watchLandmarks, [MOVED_PX, POLL_MS] as const)
    const begin = Date.now()
    await page.goto(`${url}/?backend=wasm`, { waitUntil: 'commit' })
    for (const seconds of TIMES_S) {
      await page.waitForTimeout(Math.max(0, begin + 1000 * seconds - Date.now()))
      await page.screenshot({ path: join(folder, `first-${size}-${seconds}s.png`) })
    }
    const { date, age } = await awaitMovement(page)
    console.log(`${size}: landmarks move after ${(age / 1000).toFixed(2)} s and ${countBytes(date)} MB`)
    await context.close()
    server.close()
  }
}
