import { describe, expect, inject, it } from 'vitest'
import { useBrowser } from '../support/browsing.ts'
import { toServedUrl, SQUARE } from '../support/library-page.ts'

const browser = useBrowser()

describe.each(['wasm', 'webgpu'] as const)('a tuned variant on %s', (backend) => {
  it('can be removed and replaced while a run works with it', async () => {
    const page = await browser().newPage()
    await page.goto(inject('engine'))
    await page.waitForFunction(() => 'trial' in window)
    const tiny = toServedUrl('tiny')
    await page.evaluate(([v, b]) => window.trial.start(v, b), [tiny, backend] as const)
    const { told, tensors } = await page.evaluate(
      ([base, square]) => window.trial.retuneWhileRunning(base, square),
      [tiny, { ...SQUARE, centre: [80, 60], side: 70 }] as const,
    )
    expect(told).toEqual([2, 2])
    expect(tensors[1]).toBe(tensors[0])
    await page.close()
  })
})
