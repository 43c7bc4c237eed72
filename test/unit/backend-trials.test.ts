import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  tryBackends,
  type BackendTrial,
  type TrialsOptions,
} from '../../src/landmarker/backend/backend-trials.ts'
import type { GraphicsBackend } from '../../src/landmarker/backend/measurements.ts'
import type { Point } from '../../src/geometry/point.ts'

const SQUARE = { centre: [320, 240], side: 200, roll: 0.1 } as const
const LANDMARKS = Array.from({ length: 68 }, (_, i): Point => [250 + 2 * i, 180 + i])
/** Two pixels of the network's input off, in pixels of the picture: its crop's side is 250 for 128. */
const WRONG = LANDMARKS.map(([x, y], i): Point => [i === 40 ? x + (2 * 250) / 128 : x, y])

const WASM = { ms: 2.5, landmarks: LANDMARKS, square: SQUARE }

const never = () => new Promise<never>(() => undefined)

/** A graphics backend that exists only here. */
interface Simulated {
  readonly ms: number
  readonly start?: () => Promise<void>
  readonly measure?: () => Promise<number>
  /** Landmarks of the first look, of the second one, and so on; the last ones are repeated. */
  readonly looks?: readonly (readonly Point[])[]
}

/** Backends whose workers are counted. */
class Machine {
  readonly running = new Set<string>()
  readonly started: string[] = []
  readonly measured: string[] = []
  readonly #backends: Partial<Record<GraphicsBackend, Simulated>>

  constructor(backends: Partial<Record<GraphicsBackend, Simulated>>) {
    this.#backends = backends
  }

  async start(name: GraphicsBackend, signal: AbortSignal): Promise<BackendTrial> {
    const { ms, start, measure, looks = [LANDMARKS] } = this.#backends[name] ?? { ms: 1 }
    this.started.push(name)
    this.running.add(name)
    const end = () => void this.running.delete(name)
    signal.addEventListener('abort', end)
    try {
      await start?.()
    } catch (error) {
      end()
      throw error
    }
    // The worker that answers after all runs again, as far as this page knows.
    this.running.add(name)
    let looked = 0
    return {
      measure: () => {
        this.measured.push(name)
        return measure?.() ?? Promise.resolve(ms)
      },
      landmarks: () => Promise.resolve(looks[Math.min(looked++, looks.length - 1)]!),
      end,
    }
  }

  /** Tries all backends beside a wasm that takes 2.5 ms. */
  try(more: Partial<TrialsOptions<BackendTrial>> = {}) {
    return tryBackends({
      wasm: WASM,
      candidates: Object.keys(this.#backends) as GraphicsBackend[],
      startTrial: (name, signal) => this.start(name, signal),
      untilIdle: () => Promise.resolve(),
      ...more,
    })
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('what is kept', () => {
  it('is wasm when the others are slower', async () => {
    const machine = new Machine({ webgpu: { ms: 6.1 }, webgl: { ms: 212 } })
    const { kept, choice, measurements, isConclusive } = await machine.try()
    expect(kept).toBeUndefined()
    expect(choice).toEqual({ name: 'wasm', reason: '2.5 ms a face; webgpu took 6.1 ms; webgl took 212 ms' })
    expect(measurements).toEqual({ wasm: 2.5, webgpu: 6.1, webgl: 212 })
    expect(isConclusive).toBe(true)
    expect(machine.running).toEqual(new Set())
  })

  it('is wasm when another is faster, but not clearly', async () => {
    const machine = new Machine({ webgpu: { ms: 2.3 } })
    const { choice } = await machine.try()
    expect(choice).toEqual({ name: 'wasm', reason: '2.5 ms a face; webgpu took 2.3 ms, not clearly less' })
    expect(machine.running.size).toBe(0)
  })

  it('is wasm when that was measured in a busy moment', async () => {
    const machine = new Machine({ webgpu: { ms: 2.2 } })
    const measureAgain = vi.fn(() => Promise.resolve(2.4))
    const { kept, choice } = await machine.try({ wasm: { ...WASM, ms: 7.8, measureAgain } })
    expect(kept).toBeUndefined()
    expect(choice).toEqual({ name: 'wasm', reason: '2.4 ms a face; webgpu took 2.2 ms, not clearly less' })
    expect(machine.running.size).toBe(0)
    expect(measureAgain).toHaveBeenCalledOnce()
  })

  it('is another when wasm measured again is as slow', async () => {
    const machine = new Machine({ webgpu: { ms: 0.9 } })
    const { choice } = await machine.try({
      wasm: { ...WASM, measureAgain: () => Promise.resolve(2.6) },
    })
    expect(choice).toEqual({ name: 'webgpu', reason: '0.9 ms a face; wasm took 2.5 ms' })
  })

  it.each([
    ['the first', { webgpu: { ms: 0.9 }, webgl: { ms: 1.4 } }, 'webgpu'],
    ['the last', { webgpu: { ms: 1.4 }, webgl: { ms: 0.9 } }, 'webgl'],
  ] as const)('is the fastest that is clearly faster: %s', async (_, backends, fastest) => {
    const machine = new Machine(backends)
    const { kept, choice } = await machine.try()
    const other = fastest === 'webgpu' ? 'webgl' : 'webgpu'
    expect(choice).toEqual({
      name: fastest,
      reason: `0.9 ms a face; wasm took 2.5 ms; ${other} took 1.4 ms`,
    })
    expect(machine.running).toEqual(new Set([fastest]))
    kept?.end()
    expect(machine.running.size).toBe(0)
  })

  it('is explained with what was not tried, too', async () => {
    const obstacles = { webgl: 'WebGL has only software here (llvmpipe)' }
    const { choice } = await new Machine({ webgpu: { ms: 6 } }).try({ obstacles })
    expect(choice.reason).toBe(`2.5 ms a face; ${obstacles.webgl}; webgpu took 6.0 ms`)
  })
})

describe('a backend is left when it', () => {
  it('does not start', async () => {
    const failing = { ms: 1, start: () => Promise.reject(new Error('no device')) }
    const machine = new Machine({ webgpu: failing, webgl: { ms: 1 } })
    const { choice, measurements, isConclusive } = await machine.try()
    expect(choice.name).toBe('webgl')
    expect(measurements.webgpu).toBe('webgpu did not start (no device)')
    expect(isConclusive).toBe(true)
    expect(machine.running).toEqual(new Set(['webgl']))
  })

  it('never answers its start', async () => {
    const machine = new Machine({ webgpu: { ms: 1, start: never }, webgl: { ms: 1 } })
    const trying = machine.try()
    await vi.advanceTimersByTimeAsync(10_000)
    const { choice, measurements, isConclusive } = await trying
    expect(choice.name).toBe('webgl')
    expect(measurements.webgpu).toBe('webgpu did not answer within 10 s')
    expect(isConclusive).toBe(false)
    expect(machine.running).toEqual(new Set(['webgl']))
  })

  it('answers its start too late', async () => {
    const late = () => new Promise<void>((resolve) => setTimeout(resolve, 15_000))
    const machine = new Machine({ webgpu: { ms: 1, start: late } })
    const trying = machine.try()
    await vi.advanceTimersByTimeAsync(10_000)
    expect((await trying).choice.name).toBe('wasm')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(machine.running.size).toBe(0)
  })

  it('never ends its measurement', async () => {
    const machine = new Machine({ webgpu: { ms: 1, measure: never } })
    const trying = machine.try()
    await vi.advanceTimersByTimeAsync(5000)
    const { measurements, isConclusive } = await trying
    expect(measurements.webgpu).toBe('webgpu did not answer within 5 s')
    expect(isConclusive).toBe(false)
    expect(machine.running.size).toBe(0)
  })

  it('fails while it is measured', async () => {
    const measure = () => Promise.reject(new Error('its first runs took 3.4 s'))
    const machine = new Machine({ webgl: { ms: 1, measure } })
    expect((await machine.try()).measurements.webgl).toBe('webgl failed (its first runs took 3.4 s)')
    expect(machine.running.size).toBe(0)
  })

  it('is wrong at once, and then it is not measured', async () => {
    const machine = new Machine({ webgpu: { ms: 1, looks: [WRONG] } })
    const { choice } = await machine.try()
    expect(choice.reason).toBe("2.5 ms a face; webgpu gave landmarks 2.0 pixels (of 128) from wasm's")
    expect(machine.measured).toEqual([])
    expect(machine.running.size).toBe(0)
  })

  it.each([
    ['other landmarks', WRONG],
    ['landmarks that are no numbers', LANDMARKS.map((): Point => [NaN, NaN])],
    ['too few landmarks', LANDMARKS.slice(1)],
  ])('gives %s after its measurement', async (_, later) => {
    const machine = new Machine({ webgpu: { ms: 1, looks: [LANDMARKS, later] } })
    const { choice, measurements } = await machine.try()
    expect(choice.name).toBe('wasm')
    expect(measurements.webgpu).toMatch(/^webgpu gave landmarks/)
    expect(machine.running.size).toBe(0)
  })
})

it('each step waits until nothing else does', async () => {
  let isIdle = false
  const untilIdle = vi.fn(async () => {
    while (!isIdle) await new Promise((resolve) => setTimeout(resolve, 100))
  })
  const machine = new Machine({ webgpu: { ms: 1 } })
  const trying = machine.try({ untilIdle })
  await vi.advanceTimersByTimeAsync(3600_000)
  expect(machine.started).toEqual([])
  isIdle = true
  await vi.advanceTimersByTimeAsync(100)
  expect((await trying).choice.name).toBe('webgpu')
  // Start, first look, measurement, second look.
  expect(untilIdle).toHaveBeenCalledTimes(4)
})

describe('cancelled, nothing runs any more', () => {
  const reason = new Error('the landmarker has been disposed')

  it.each([
    ['while it waits for idle time', {}, { untilIdle: never }],
    ['while a backend starts', { start: never }, {}],
    ['while a backend is measured', { measure: never }, {}],
    ['while wasm is measured again', {}, { wasm: { ...WASM, measureAgain: never } }],
  ])('%s', async (_, webgl, more) => {
    const machine = new Machine({ webgpu: { ms: 1 }, webgl: { ms: 0.5, ...webgl } })
    const control = new AbortController()
    const trying = machine.try({ ...more, signal: control.signal })
    const rejected = expect(trying).rejects.toBe(reason)
    await vi.advanceTimersByTimeAsync(10)
    // The best so far goes on beside the one that is tried.
    const running = 'untilIdle' in more ? [] : 'wasm' in more ? ['webgl'] : ['webgpu', 'webgl']
    expect([...machine.running]).toEqual(running)
    control.abort(reason)
    await rejected
    expect(machine.running.size).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('before it begins', async () => {
    const machine = new Machine({ webgpu: { ms: 1 } })
    await expect(machine.try({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(machine.started).toEqual([])
  })
})

describe('times of an earlier visit', () => {
  it('are taken, and the landmarks compared', async () => {
    const machine = new Machine({ webgpu: { ms: 4 } })
    const { choice } = await machine.try({ remembered: { wasm: 2.5, webgpu: 0.8 } })
    expect(choice).toEqual({ name: 'webgpu', reason: '0.8 ms a face; wasm took 2.5 ms' })
    expect(machine.measured).toEqual([])
  })

  it('do not save a backend that is wrong now', async () => {
    const machine = new Machine({ webgpu: { ms: 0.8, looks: [WRONG] } })
    const { kept, choice } = await machine.try({ remembered: { wasm: 2.5, webgpu: 0.8 } })
    expect([kept, choice.name]).toEqual([undefined, 'wasm'])
    expect(machine.running.size).toBe(0)
  })
})
