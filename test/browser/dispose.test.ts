import { expect, it } from 'vitest'
import { useBrowser } from '../support/browsing.ts'
import { openLibrary } from '../support/library-page.ts'

const browser = useBrowser()
/** Landmarkers that are disposed while their worker has a frame. */
const RUNS = 3
/** Chromium's complaint of a frame that nobody closed. */
const LOST_FRAME = 'garbage collected without being closed'

it('is disposed while frames are in the worker, and loses none of them', async () => {
  const page = await openLibrary(browser())
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(error.message))
  const session = await page.context().newCDPSession(page)
  for (let i = 0; i < RUNS; i++) {
    const outcomes = await page.evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
      const context = canvas.getContext('2d')
      const draw = setInterval(() => context?.fillRect(0, 0, 640, 480), 20)
      const video = Object.assign(document.createElement('video'), {
        muted: true,
        srcObject: canvas.captureStream(50),
      })
      await video.play()
      const landmarker = await window.library.create({ backend: 'wasm', cache: false })
      await new Promise<void>((resolve) => {
        const tracking = landmarker.track(video, () => {
          tracking.stop()
          resolve()
        })
      })
      landmarker.track(video, () => undefined)
      const frame = new VideoFrame(canvas, { timestamp: 0 })
      const detected = landmarker.detect(frame).then(
        () => 'faces',
        (error: unknown) => (error as { code?: string }).code ?? String(error),
      )
      // The call has been sent then, and its frame with it.
      await new Promise((resolve) => setTimeout(resolve))
      await landmarker.dispose()
      frame.close()
      clearInterval(draw)
      return detected
    })
    expect(outcomes).toBe('disposed')
    await session.send('HeapProfiler.collectGarbage')
  }
  await expect.poll(() => page.workers().length).toBe(0)
  await session.send('HeapProfiler.collectGarbage')
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(said.filter((text) => text.includes(LOST_FRAME))).toEqual([])
  await page.close()
})
