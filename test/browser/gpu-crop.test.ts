import { expect, inject, it } from 'vitest'
import type { Square } from '../../src/geometry/square.ts'
import { useBrowser } from '../support/browsing.ts'
import { addressOf } from '../support/library-page.ts'

const browser = useBrowser()

/** More rows of 1600 pixels than the canvas between a frame and the texture has. */
const SIZE = [1600, 1400] as const

/** Steady, rolled, small, over two borders of the image, and halved 1 to 4 times. */
const SQUARES: readonly Square[] = [
  { centre: [1016, 514], side: 150, roll: 0 },
  { centre: [700.3, 1296.1], side: 141.7, roll: 0.7 },
  { centre: [466, 547], side: 31, roll: -0.05 },
  { centre: [1590, 20], side: 190, roll: -2.5 },
  { centre: [800, 700], side: 900, roll: 0.3 },
]

it('crops cut on webgpu are those of the canvas', async () => {
  const page = await browser().newPage()
  await page.goto(inject('engine'))
  await page.waitForFunction(() => 'trial' in window)
  await page.evaluate((v) => window.trial.start(v, 'webgpu'), addressOf('tiny'))
  const { cuts, tensors, bytes } = await page.evaluate(
    ([size, squares]) => window.trial.cutBothWays('/samples/sample6.jpg', size, squares),
    [SIZE, SQUARES] as const,
  )
  await page.close()
  for (const { kind, stage, crops } of cuts) {
    const said = crops.map(({ mean, most }) => `${mean.toFixed(3)} (${most.toFixed(0)})`).join(', ')
    console.log(`${kind}, stage ${stage}: ${said} of 255 apart in the mean (at most)`)
    for (const { mean } of crops) expect(mean).toBeLessThan(1)
  }
  expect(cuts).toHaveLength(6)
  expect(tensors[1]).toBe(tensors[0])
  const [width, height] = SIZE
  expect(bytes[0]).toBeGreaterThanOrEqual(4 * width * height)
  expect(bytes[0]).toBeLessThan(8 * width * height)
  expect(bytes[1]).toBe(0)
})

it('crops cut from a frame in memory are those of the canvas', async () => {
  const page = await browser().newPage()
  await page.goto(inject('engine'))
  await page.waitForFunction(() => 'trial' in window)
  await page.evaluate((v) => window.trial.start(v, 'wasm'), addressOf('tiny'))
  const { isRead, means } = await page.evaluate(
    ([size, squares]) => window.trial.cutFromMemory('/samples/sample6.jpg', size, squares),
    [[1600, 1200], SQUARES] as const,
  )
  await page.close()
  console.log(`${means.map((mean) => mean.toFixed(3)).join(', ')} of 255 apart in the mean`)
  expect(isRead).toBe(true)
  expect(means).toHaveLength(2 * SQUARES.length)
  for (const mean of means) expect(mean).toBeLessThan(1)
})
