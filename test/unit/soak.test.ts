import { describe, expect, it } from 'vitest'
import { checkForLeaks, type SoakSample } from '../../src/command/soak/leak-check.ts'
import { computeLiveBytes } from '../../src/command/soak/heap-snapshot.ts'

/** Twenty samples, 500 frames apart, with `heap` bytes at each. */
const samples = (heap: (i: number) => number, change: Partial<SoakSample> = {}): SoakSample[] =>
  Array.from({ length: 20 }, (_, i) => ({
    frames: 500 * i,
    heap: heap(i),
    tensors: 24,
    workers: 2,
    gpuBytes: 0,
    ...(i === 12 ? change : {}),
  }))
/** Without a slope: it repeats after four. */
const noise = (i: number) => [0, 40_000, -40_000, 0][i % 4]!

describe('judge', () => {
  it('calls noise flat, and a leak of 20 kB in 1,000 frames a leak', () => {
    expect(
      checkForLeaks(
        samples((i) => 5e6 + noise(i)),
        [33],
      ).flat,
    ).toBe(true)
    const leak = checkForLeaks(
      samples((i) => 5e6 + 10_000 * i + noise(i)),
      [33],
    )
    expect(leak.flat).toBe(false)
    expect(leak.growth).toBeGreaterThan(15_000)
    expect(leak.frames).toBe(9500)
  })

  it('calls noise with outliers at its end flat', () => {
    // Code that is compiled anew counts too. Least squares give a slope of 2.6 times its standard error.
    const rest = [8.5, 8.6, 8.4, 8.7, 8.5, 8.6, 8.4, 8.5, 9.9, 10.2]
    const noisy = samples((i) => 1e6 * (rest[i - 10] ?? 8.5))
    expect(checkForLeaks(noisy, [], 32_000).flat).toBe(true)
  })

  it('lets grow what may stay, and no more', () => {
    const kept = samples((i) => 5e6 + 10_000 * i + noise(i))
    expect(checkForLeaks(kept, [], 30_000).flat).toBe(true)
    expect(checkForLeaks(kept, [], 15_000).flat).toBe(false)
  })

  it('sees a tensor that stays and a worker that goes', () => {
    expect(
      checkForLeaks(
        samples(() => 5e6, { tensors: 25 }),
        [33],
      ).flat,
    ).toBe(false)
    expect(
      checkForLeaks(
        samples(() => 5e6, { workers: 1 }),
        [33],
      ).flat,
    ).toBe(false)
  })

  it('sees graphics memory that grows after the first half, not what is allocated before', () => {
    const growing = (from: number) =>
      samples(() => 5e6).map((sample, i) => ({ ...sample, gpuBytes: i < from ? 1e6 : 2e6 }))
    expect(checkForLeaks(growing(15), [33])).toMatchObject({ flat: false, gpuBytes: [1e6, 2e6] })
    expect(checkForLeaks(growing(5), [33])).toMatchObject({ flat: true, gpuBytes: [2e6, 2e6] })
  })

  it('gives the median and the 99th percentile of the time from picture to picture', () => {
    const spans = Array.from({ length: 100 }, (_, i) => i + 1)
    expect(
      checkForLeaks(
        samples(() => 1),
        spans,
      ),
    ).toMatchObject({ median: 50, p99: 99 })
  })
})

describe('computeLiveBytes', () => {
  it('counts all that a snapshot holds but compiled code and notes of it', () => {
    const strings = [
      '',
      'VideoFrame',
      'f',
      'system / JSArrayBufferData',
      'system / CppGCManaged (WasmNativeModule)',
      'system / WeakArrayList',
      'PerformanceLongAnimationFrameTiming',
    ]
    const types = ['hidden', 'object', 'code', 'closure', 'native']
    const nodes = [
      [4, 1, 80],
      [3, 2, 28],
      [2, 2, 10_000],
      [4, 3, 1_000_000],
      [4, 4, 500_000],
      [4, 5, 4000],
      [4, 6, 176],
    ].flatMap(([type, name, size], id) => [type, name, id, size, 0, 0])
    const meta = {
      node_fields: ['type', 'name', 'id', 'self_size', 'edge_count', 'detachedness'],
      node_types: [types, 'string', 'number', 'number', 'number', 'number'],
    }
    expect(computeLiveBytes(JSON.stringify({ snapshot: { meta }, nodes, strings }))).toBe(80 + 28 + 1_000_000)
  })
})
