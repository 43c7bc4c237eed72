import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { InferenceClient } from '../../src/landmarker/worker/inference-client.ts'

interface Call {
  readonly id: number
  readonly name: string
}

/** The networks' worker, the first of which fails its run and says only later that its device is lost. */
class FakeWorker extends EventTarget {
  static made = 0
  readonly #number = ++FakeWorker.made

  postMessage({ id, name }: Call): void {
    const tell = (data: object) => this.dispatchEvent(Object.assign(new Event('message'), { data }))
    queueMicrotask(() => {
      if (name !== 'weights' || this.#number > 1) return tell({ id, value: { name: 'webgpu', reason: '' } })
      tell({ id, failure: { message: 'a buffer was unmapped' } })
      setTimeout(() => tell({ lost: 'the graphics device was lost' }), 800)
    })
  }

  terminate(): void {}
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('a device whose loss is told long after a run has failed is started again', async () => {
  const restarted = vi.fn()
  const setup = {
    assets: { convolver: '', wasm: {}, weights: {} },
    detector: { name: 'mediapipe', worker: '', files: { script: '', named: {} } },
    variant: 'wing',
    backend: undefined,
  } as const
  const connector = {
    worker: () => new FakeWorker() as unknown as Worker,
    page: () => Promise.reject(new Error('not here')),
  }
  const host = await InferenceClient.start(connector, setup, undefined, { onRestart: restarted })
  const answer = host.callOnce('weights', { argument: 'wing' }).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(3000)
  expect(await answer).toBeUndefined()
  expect(restarted).toHaveBeenCalledTimes(1)
  void host.end(new Error('the test is over'))
})
