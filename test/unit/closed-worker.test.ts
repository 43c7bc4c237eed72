import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { serveCalls, withTransfer } from '../../src/landmarker/worker/rpc.ts'
import { WorkerClient } from '../../src/landmarker/worker/worker-client.ts'
import { FakeFrame } from '../support/simulated-camera.ts'

interface Request {
  readonly frame: VideoFrame
}

/** Creates a service whose calls each wait until the test lets them go on. */
function createService(runs: (() => void)[]) {
  const wait = () => new Promise<void>((resolve) => runs.push(resolve))
  return {
    async track({ frame }: Request): Promise<Request> {
      await wait()
      return withTransfer({ frame }, [frame])
    },
    async count(): Promise<number> {
      await wait()
      return 1
    },
  }
}

type HeldService = ReturnType<typeof createService>

/** A worker in the same thread, whose messages arrive when they are delivered; none when it has been terminated. */
class FakeWorker extends EventTarget {
  readonly #port = Object.assign(new EventTarget(), {
    postMessage: (data: unknown) => this.#replies.push(data),
  })
  readonly #replies: unknown[] = []
  #messages: unknown[] = []
  isTerminated = false

  constructor(service: HeldService) {
    super()
    serveCalls(this.#port as unknown as Parameters<typeof serveCalls>[0], service)
  }

  postMessage(data: unknown): void {
    this.#messages.push(data)
  }

  terminate(): void {
    this.isTerminated = true
  }

  /** Delivers the messages to the worker. */
  async deliver(): Promise<void> {
    for (const data of this.#messages.splice(0))
      this.#port.dispatchEvent(new MessageEvent('message', { data }))
    await vi.advanceTimersByTimeAsync(0)
  }

  /** Delivers the worker's replies to the page. */
  async deliverReplies(): Promise<void> {
    if (this.isTerminated) return
    for (const data of this.#replies.splice(0)) this.dispatchEvent(new MessageEvent('message', { data }))
    await vi.advanceTimersByTimeAsync(0)
  }
}

const DISPOSED = new Error('disposed')

function start() {
  const runs: (() => void)[] = []
  const worker = new FakeWorker(createService(runs))
  const client = new WorkerClient<HeldService>(worker as unknown as Worker)
  const track = () => {
    const frame = new FakeFrame({ people: [] }) as unknown as VideoFrame
    return client.call('track', { frame }, [frame]).catch((error: unknown) => error)
  }
  return { runs, worker, client, track }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('VideoFrame', FakeFrame)
  FakeFrame.open.clear()
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('a worker that is closed', () => {
  it('closes a frame that its networks run on before it is terminated, and rejects the call at once', async () => {
    const { worker, client, track } = start()
    const outcome = track()
    await worker.deliver()
    const closing = client.close(DISPOSED)
    expect(await outcome).toBe(DISPOSED)
    expect(worker.isTerminated).toBe(false)
    await worker.deliver()
    expect(FakeFrame.open.size).toBe(0)
    await worker.deliverReplies()
    await closing
    expect(worker.isTerminated).toBe(true)
  })

  it('closes a frame that has not arrived yet', async () => {
    const { worker, client, track } = start()
    void track()
    const closing = client.close(DISPOSED)
    await worker.deliver()
    await worker.deliverReplies()
    await closing
    expect(FakeFrame.open.size).toBe(0)
  })

  it('has a frame closed that is on its way back', async () => {
    const { runs, worker, client, track } = start()
    void track()
    await worker.deliver()
    runs[0]?.()
    await vi.advanceTimersByTimeAsync(0)
    const closing = client.close(DISPOSED)
    await worker.deliver()
    await worker.deliverReplies()
    await closing
    expect(FakeFrame.open.size).toBe(0)
  })

  it('does not answer what it was asked before', async () => {
    const { runs, worker, client, track } = start()
    void track()
    await worker.deliver()
    void client.close(DISPOSED)
    await worker.deliver()
    runs[0]?.()
    const reply = vi.fn()
    worker.addEventListener('message', ({ data }: MessageEventInit) => reply(data))
    await worker.deliverReplies()
    expect(reply.mock.calls).toEqual([[{ closed: true }]])
  })

  it('is terminated at once without a frame, and after five seconds if it does not answer', async () => {
    const idle = start()
    const outcome = idle.client.call('count', undefined as never).catch((error: unknown) => error)
    await idle.client.close(DISPOSED)
    expect(await outcome).toBe(DISPOSED)
    expect(idle.worker.isTerminated).toBe(true)

    const { worker, client, track } = start()
    void track()
    void client.close(DISPOSED)
    await vi.advanceTimersByTimeAsync(4900)
    expect(worker.isTerminated).toBe(false)
    await vi.advanceTimersByTimeAsync(200)
    expect(worker.isTerminated).toBe(true)
  })

  it('closes the frames of later calls, which it rejects', async () => {
    const { client, track } = start()
    await client.close(DISPOSED)
    expect(await track()).toBe(DISPOSED)
    expect(FakeFrame.open.size).toBe(0)
  })
})
