import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WorkerClient } from '../../src/landmarker/worker/worker-client.ts'

interface Service {
  work(): number
}

/** A worker that can be heard and answers nothing but, while it lives, the looks at it. */
class FakeWorker extends EventTarget {
  isAlive = true
  terminate = vi.fn()

  postMessage({ id, name }: { id: number; name: string }): void {
    if (this.isAlive && name === 'ping')
      this.dispatchEvent(new MessageEvent('message', { data: { id, value: undefined } }))
  }
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('a worker that is waited for', () => {
  it('is dead after 30 seconds without a word, and no sooner', async () => {
    const worker = new FakeWorker()
    const remote = new WorkerClient<Service>(worker as unknown as Worker)
    const outcome = remote.call('work', undefined as never).catch((error: unknown) => String(error))
    await vi.advanceTimersByTimeAsync(120_000)
    expect(remote.failure).toBeUndefined()
    worker.isAlive = false
    await vi.advanceTimersByTimeAsync(29_000)
    expect(remote.failure).toBeUndefined()
    await vi.advanceTimersByTimeAsync(6_000)
    expect(await outcome).toContain('a worker no longer responds')
    expect(worker.terminate).toHaveBeenCalled()
  })
})
