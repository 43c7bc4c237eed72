import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { decodeDataUrl, fetchWeights, openCache } from '../../src/landmarker/models/weights.ts'

const bytes = Uint8Array.from({ length: 2052 }, (_, i) => (i * 37) % 256)
const sha256 = createHash('sha256').update(bytes).digest('hex')
const manifest = { file: 'presence.bin', bytes: bytes.length, sha256, weights: [] }

// Vite puts files below 4 kB into the code of an app that imports the package.
describe('weights inlined by a bundler', () => {
  const url = `data:application/octet-stream;base64,${Buffer.from(bytes).toString('base64')}`

  it('are decoded and checked, neither fetched nor cached', async () => {
    const loaded: number[] = []
    const options = { cache: 'weights', byAddress: false, onChunk: (count: number) => loaded.push(count) }
    const data = await fetchWeights(url, manifest, options)
    expect(new Uint8Array(data)).toEqual(bytes)
    expect(loaded).toEqual([bytes.length])
    await expect(fetchWeights(url.slice(0, -8), manifest, options)).rejects.toThrow(/bytes instead of 2052/)
  })

  it('are those of data: URLs only', () => {
    expect(decodeDataUrl('https://example.org/data:,x')).toBeUndefined()
    expect(new Uint8Array(decodeDataUrl('data:,a%20b') ?? [])).toEqual(Uint8Array.from([97, 32, 98]))
  })
})

describe('the cache of weights', () => {
  afterEach(() => vi.unstubAllGlobals())
  const cache = {}

  it.each([
    ['https:', cache],
    ['http:', cache],
    // Cache Storage refuses to keep what comes by other schemes.
    ['chrome-extension:', undefined],
  ])('of a page by %s', async (protocol, expected) => {
    vi.stubGlobal('caches', { open: async () => cache })
    vi.stubGlobal('location', { protocol })
    expect(await openCache('weights')).toBe(expected)
  })
})
