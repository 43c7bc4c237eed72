import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { serveCalls, type ProgressCallback } from '../../src/landmarker/worker/rpc.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('sends the progress of a download five times a second, and its end', async () => {
  const sent: { progress?: [number, number] }[] = []
  const port = Object.assign(new EventTarget(), { postMessage: (data: object) => sent.push(data) })
  serveCalls(port as unknown as Parameters<typeof serveCalls>[0], {
    load(_: undefined, progress: ProgressCallback) {
      for (let loaded = 0; loaded <= 300; loaded++) {
        progress(loaded, 300)
        vi.advanceTimersByTime(5)
      }
    },
  })
  port.dispatchEvent(new MessageEvent('message', { data: { id: 1, name: 'load', argument: undefined } }))
  await vi.advanceTimersByTimeAsync(0)
  const progress = sent.flatMap((message) => (message.progress ? [message.progress[0]] : []))
  expect(progress).toEqual([0, 40, 80, 120, 160, 200, 240, 280, 300])
})
