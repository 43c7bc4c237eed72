import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Point } from '../../src/geometry/point.ts'
import type { BackendChoice, BackendName } from '../../src/landmarker/backend/backends.ts'
import { InferenceClient } from '../../src/landmarker/worker/inference-client.ts'
import type { StartRequest } from '../../src/landmarker/worker/service.ts'
import { createLandmarks } from '../support/simulated-camera.ts'

const SQUARE = { centre: [96, 100], side: 110, roll: 0 } as const
const LANDMARKS = createLandmarks(SQUARE)

interface Call {
  readonly id: number
  readonly name: string
  readonly argument: unknown
}

/** Behaviour of the simulated machine's graphics backend. */
interface Machine {
  readonly offered: readonly BackendName[]
  /** Milliseconds a face. */
  readonly ms: Readonly<Record<BackendName, number>>
  /** Frame of the graphics backend from which its landmarks are wrong. */
  wrongFrom: number
  isSilent: boolean
}

let machine: Machine

/** The landmarker's worker on this machine. */
class FakeWorker extends EventTarget {
  static made: FakeWorker[] = []
  backend: BackendName = 'wasm'
  ended = false
  frames = 0
  readonly variants: string[][] = []

  constructor() {
    super()
    FakeWorker.made.push(this)
  }

  postMessage({ id, name, argument }: Call): void {
    const answer = this.#answer(name, argument)
    if (answer === SILENCE) return
    queueMicrotask(() => this.#send({ id, value: answer }))
  }

  #answer(name: string, argument: unknown): unknown {
    if (name === 'start') {
      const { backend = 'wasm', excludedBackends } = argument as StartRequest
      this.backend = excludedBackends.includes(backend) ? 'wasm' : backend
      if (this.backend !== 'wasm' && machine.isSilent) return SILENCE
      return { name: this.backend, reason: 'ready first' } satisfies BackendChoice
    }
    if (name === 'use') this.variants.push(argument as string[])
    if (name === 'findHardware')
      return { offered: machine.offered, obstacles: { webgl: 'no WebGL' }, adapters: {}, fingerprint: 'here' }
    if (name === 'measure') return machine.ms[this.backend]
    if (name === 'runReference') return { landmarks: LANDMARKS, square: SQUARE }
    if (name === 'landmarks') return { faces: [this.#face()], times: {}, tensors: 1 }
    if (name === 'track') {
      const { frame } = argument as { frame: unknown }
      this.frames++
      const face = { ...this.#face(), id: 1 }
      return { frame, faces: [{ ...face, measured: face.variants }], times: {}, tensors: 1 }
    }
    return undefined
  }

  #face() {
    const isWrong = this.backend !== 'wasm' && this.frames >= machine.wrongFrom
    const landmarks = isWrong ? LANDMARKS.map(([x, y]): Point => [x + 9, y]) : LANDMARKS
    return { square: SQUARE, landmarks, variants: { lite: landmarks } }
  }

  #send(data: object): void {
    if (!this.ended) this.dispatchEvent(Object.assign(new Event('message'), { data }))
  }

  lose(): void {
    this.#send({ lost: 'the graphics device was lost' })
  }

  terminate(): void {
    this.ended = true
  }
}

const SILENCE = Symbol('no answer')
const alive = () => FakeWorker.made.filter(({ ended }) => !ended).map(({ backend }) => backend)

let client: InferenceClient
const onBackend = vi.fn()
const onRestart = vi.fn()

class FakeFrame {
  readonly displayWidth = 640
  static open = 0
  constructor() {
    FakeFrame.open++
  }
  clone() {
    return new FakeFrame()
  }
  close() {
    FakeFrame.open--
  }
}

/** Sends frames as a tracking does, 30 a second. */
async function play(frames: number): Promise<void> {
  for (let i = 0; i < frames; i++) {
    const frame = new FakeFrame() as never
    const request = { frame, tracking: 1, at: 0, maxFaces: 1, smoothing: undefined, resumed: [] }
    const answer = await client.callOnce('track', { argument: request })
    if (answer) client.checkFrame(answer.value.frame, answer.value.faces)
    await vi.advanceTimersByTimeAsync(33)
    ;(frame as FakeFrame).close()
  }
}

async function start(change: Partial<Machine> = {}, backend?: BackendName): Promise<void> {
  machine = {
    offered: ['webgpu'],
    ms: { wasm: 20, webgpu: 5, webgl: 9 },
    wrongFrom: Infinity,
    isSilent: false,
    ...change,
  }
  const setup = {
    assets: { convolver: '', wasm: {}, weights: {} },
    detector: { name: 'mediapipe', worker: '', files: { script: '', named: {} } },
    variant: 'lite',
    backend,
  } as const
  const connector = {
    worker: () => new FakeWorker() as unknown as Worker,
    page: () => Promise.reject(new Error('not here')),
  }
  client = await InferenceClient.start(connector, setup, undefined, { onBackend, onRestart })
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('VideoFrame', FakeFrame)
  FakeWorker.made = []
  FakeFrame.open = 0
  onBackend.mockClear()
  onRestart.mockClear()
})
afterEach(() => {
  void client.end(new Error('the test is over'))
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('graphics hardware', () => {
  it('is not tried before an image has been answered on wasm', async () => {
    await start()
    await vi.advanceTimersByTimeAsync(5000)
    expect(alive()).toEqual(['wasm'])
    expect(client.backend.name).toBe('wasm')
  })

  it('takes over if it is faster, and says the figures', async () => {
    await start()
    await play(60)
    expect(client.backend).toEqual({
      name: 'webgpu',
      reason: expect.stringMatching(/^5\.0 ms a face; wasm took 20\.0 ms; no WebGL/) as string,
    })
    expect(onBackend).toHaveBeenCalledTimes(1)
    expect(alive()).toEqual(['wasm', 'webgpu'])
    const [wasm, webgpu] = FakeWorker.made
    const before = [wasm!.frames, webgpu!.frames]
    await play(10)
    expect([wasm!.frames - before[0]!, webgpu!.frames - before[1]!]).toEqual([0, 10])
    expect(FakeFrame.open).toBe(0)
  })

  it('is not changed during a clip', async () => {
    await start()
    const release = await client.keepBackend()
    await play(60)
    expect(client.backend.name).toBe('wasm')
    release()
    await play(60)
    expect(client.backend.name).toBe('webgpu')
  })

  it('is chosen before a clip if the choice has begun', async () => {
    await start()
    await play(1)
    const keeping = client.keepBackend()
    await vi.advanceTimersByTimeAsync(5000)
    const release = await keeping
    expect(client.backend.name).toBe('webgpu')
    release()
  })

  it('is ended if it is slower', async () => {
    await start({ ms: { wasm: 2.5, webgpu: 6, webgl: 9 } })
    await play(60)
    expect(client.backend.name).toBe('wasm')
    expect(client.backend.reason).toContain('webgpu took 6.0 ms')
    expect(alive()).toEqual(['wasm'])
  })

  it('is ended if it says nothing, and frames go on meanwhile', async () => {
    await start({ isSilent: true })
    await play(400)
    expect(client.backend.reason).toMatch(/webgpu did not answer/)
    expect(alive()).toEqual(['wasm'])
    expect(FakeWorker.made[0]!.frames).toBe(400)
  })

  it('is left for wasm when its landmarks become wrong, which is said once', async () => {
    await start()
    await play(60)
    machine.wrongFrom = 250
    await play(400)
    expect(client.backend.name).toBe('wasm')
    expect(onRestart.mock.calls).toEqual([
      [
        {
          backend: client.backend,
          reason: expect.stringMatching(/webgpu gave landmarks .* from wasm's/) as string,
        },
      ],
    ])
    expect(alive()).toEqual(['wasm'])
    // For good, other variants too.
    await client.use(['wing'])
    await play(100)
    expect(alive()).toEqual(['wasm'])
    expect(FakeFrame.open).toBe(0)
  })

  it('is started again when it is lost, and left when it is lost twice', async () => {
    await start()
    await play(60)
    FakeWorker.made[1]!.lose()
    await play(5)
    expect([client.backend.name, alive()]).toEqual(['webgpu', ['wasm', 'webgpu']])
    FakeWorker.made[2]!.lose()
    await play(5)
    expect([client.backend.name, alive()]).toEqual(['wasm', ['wasm']])
    expect(onRestart).toHaveBeenCalledTimes(2)
  })

  it('is not tried where a backend was asked for', async () => {
    await start({}, 'wasm')
    await play(60)
    expect(FakeWorker.made).toHaveLength(1)
  })

  it('is tried anew for other variants, with which it is started', async () => {
    await start({ ms: { wasm: 2.5, webgpu: 6, webgl: 9 } })
    await play(60)
    Object.assign(machine.ms, { wasm: 30 })
    await client.use(['wing'])
    await play(60)
    expect(client.backend.name).toBe('webgpu')
    expect(FakeWorker.made.at(-1)?.variants.at(-1)).toEqual(['wing'])
  })

  it.each([0, 100, 150, 250])('leaves nothing running when all ends after %i ms', async (ms) => {
    await start()
    await play(1)
    await vi.advanceTimersByTimeAsync(ms)
    void client.end(new Error('disposed'))
    await vi.advanceTimersByTimeAsync(20_000)
    expect(alive()).toEqual([])
  })
})
