import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Detection } from '../src/geometry/square.ts'
import { Finder } from '../src/landmarker/finder.ts'
import type { ImageSource } from '../src/landmarker/source.ts'

const face = (size: number): Detection => ({
  centre: [50, 50],
  size,
  eyes: [
    [40, 40],
    [60, 40],
  ],
  model: 'short',
})
/** What the worker and the page find tell where it was found. */
const IN_WORKER = face(100)
const ON_PAGE = face(200)

vi.mock('../src/landmarker/detector.ts', () => ({
  Detector: class {
    detect = () => Promise.resolve([ON_PAGE])
    close = () => Promise.resolve()
  },
}))

interface Call {
  readonly id: number
  readonly name: string
}

/** A worker that does what the detector's does, while the test lets it. */
class FakeWorker extends EventTarget {
  static readonly made: FakeWorker[] = []
  /** Detections that fail from now on. */
  failing = 0
  ended = false

  constructor() {
    super()
    FakeWorker.made.push(this)
  }

  postMessage({ id, name }: Call): void {
    queueMicrotask(() => {
      const fails = name === 'detect' && this.failing > 0
      if (fails) this.failing--
      const data = fails
        ? { id, failure: { message: 'it failed' } }
        : { id, value: name === 'detect' ? [IN_WORKER] : undefined }
      this.dispatchEvent(Object.assign(new Event('message'), { data }))
    })
  }

  crash(): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message: 'it crashed' }))
  }

  terminate(): void {
    this.ended = true
  }
}

/** An image with pixels, or a video's frame that moves on when it has been looked at. */
const image = (width = 640) => ({ width, height: 480, close: () => undefined }) as unknown as ImageSource

let finder: Finder

beforeEach(async () => {
  vi.useFakeTimers()
  FakeWorker.made.length = 0
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      width = 64
      height = 64
      getContext = () => null
    },
  )
  vi.stubGlobal('createImageBitmap', () => Promise.resolve({ close: () => undefined }))
  finder = new Finder({ script: '', named: {} }, () => new FakeWorker() as unknown as Worker)
  await finder.start()
})

afterEach(async () => {
  await finder.close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const detect = (source = image()) => finder.detect(source, 'short')

describe('the worker that finds faces', () => {
  it('is tried again when one detection fails', async () => {
    FakeWorker.made[0].failing = 1
    expect(await detect()).toEqual([IN_WORKER])
    expect(finder.place).toBe('worker')
    expect(await detect()).toEqual([IN_WORKER])
    expect(FakeWorker.made).toHaveLength(1)
  })

  it('is tried with the next frame of a video, whose frame has moved on', async () => {
    FakeWorker.made[0].failing = 1
    expect(await detect(image(0))).toEqual([])
    expect(finder.place).toBe('worker')
    expect(await detect()).toEqual([IN_WORKER])
  })

  it.each([
    ['fails twice', (worker: FakeWorker) => Object.assign(worker, { failing: 2 })],
    ['crashes', (worker: FakeWorker) => worker.crash()],
  ])('hands over to the page when it %s, and a new one takes over again', async (_, spoil) => {
    spoil(FakeWorker.made[0])
    expect(await detect()).toEqual([ON_PAGE])
    expect([finder.place, FakeWorker.made[0].ended]).toEqual(['page', true])
    await vi.advanceTimersByTimeAsync(11_000)
    expect([finder.place, FakeWorker.made.length]).toEqual(['worker', 2])
    expect(await detect()).toEqual([IN_WORKER])
  })

  it('stays when a source cannot be copied', async () => {
    vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('it cannot be copied')))
    for (let i = 0; i < 3; i++) await expect(detect()).rejects.toThrow('it cannot be copied')
    expect(finder.place).toBe('worker')
  })

  it('is not made again once nobody needs it', async () => {
    FakeWorker.made[0].crash()
    await detect()
    await finder.close()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(FakeWorker.made).toHaveLength(1)
    await expect(detect()).rejects.toThrow('disposed')
  })
})
