import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { useBrowser } from '../support/browsing.ts'
import { cut, sample } from '../support/faces.ts'
import { toServedUrl } from '../support/library-page.ts'
import { choosePhoto, engineReady, openPhoto, visit } from '../support/visit.ts'

const MB = 1e6
const browser = useBrowser()

/**
 * Peak memory of the renderer process that grows most, in bytes: the page's, which its workers share. Linux tells it.
 * The other renderers are left out, since they store the page for offline use or start up meanwhile (30 MB measured).
 */
class PeakMemory {
  readonly #before: ReadonlyMap<number, number>

  private constructor(processes: readonly number[]) {
    for (const id of processes) writeFileSync(`/proc/${id}/clear_refs`, '5')
    this.#before = new Map(processes.map((id) => [id, readMemory(id, 'VmRSS')]))
  }

  /** Forgets the peak so far and remembers the memory in use now. */
  static async start(browser: Browser): Promise<PeakMemory> {
    const session = await browser.newBrowserCDPSession()
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    await session.detach()
    return new PeakMemory(processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id))
  }

  /** Reads how much a process has grown at most. */
  readGrowth(): number {
    return Math.max(...[...this.#before].map(([id, before]) => readMemory(id, 'VmHWM') - before))
  }
}

/** Reads a field of a process's status in bytes; 0 if the process has ended. */
function readMemory(id: number, name: string): number {
  const file = `/proc/${id}/status`
  if (!existsSync(file)) return 0
  return 1024 * Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(file, 'utf8'))?.[1] ?? 0)
}

describe.skipIf(!existsSync('/proc/self/clear_refs'))('a photo of 48 megapixels', () => {
  const [width, height] = [8000, 6000]
  const own = 4 * width * height
  let cost = 0

  it('is measured in memory of the page', async () => {
    const small = await cut(browser(), sample(6), {
      left: 500,
      top: 100,
      width: 1200,
      height: 900,
      size: [1200, 900],
    })
    const large = await cut(browser(), sample(6), {
      left: 500,
      top: 100,
      width: 1200,
      height: 900,
      size: [width, height],
    })
    const { page, problems } = await visit(browser(), { query: '?backend=wasm&variant=lite' })
    await engineReady(page)
    await openPhoto(page, 'small.jpg', 'image/jpeg', small)
    const folder = mkdtempSync(join(tmpdir(), 'wingmark-photo-'))
    const file = join(folder, 'large.jpg')
    writeFileSync(file, large)
    const memory = await PeakMemory.start(browser())
    const { faces } = await choosePhoto(page, file)
    cost = memory.readGrowth()
    rmSync(folder, { recursive: true })
    console.log(
      `a photo of ${own / MB} MB cost ${Math.round(cost / MB)} MB, ${(cost / own).toFixed(2)} times its own`,
    )
    expect(faces.length).toBeGreaterThan(0)
    expect(problems).toEqual([])
    // Less than the photo itself would be no measurement.
    expect(cost).toBeGreaterThan(own)
  })

  it('costs at most its own pixels twice', () => {
    expect(cost / own).toBeLessThan(2.2)
  })
})

describe('a frame of 4K video on webgpu', () => {
  let cost = 0

  it('is measured in bytes on graphics hardware', async () => {
    const page = await browser().newPage()
    await page.goto(inject('engine'))
    await page.waitForFunction(() => 'trial' in window)
    await page.evaluate((v) => window.trial.start(v, 'webgpu'), toServedUrl('tiny'))
    const before = await page.evaluate(() => window.trial.bytesFor(160, 120))
    cost = (await page.evaluate(() => window.trial.bytesFor(3840, 2160))) - before
    await page.close()
    console.log(`a frame of 4K costs ${Math.round(cost / MB)} MB on graphics hardware`)
    expect(cost).toBeGreaterThan(0)
  })

  it('costs far less than the whole frame in numbers', () => {
    expect(cost).toBeLessThan(50 * MB)
  })
})
