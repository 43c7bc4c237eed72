import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  findBundledWeights,
  loadChoice,
  saveChoice,
  type ChoiceKey,
} from '../../src/landmarker/backend/remembered-choice.ts'
import { clearStorage } from '../../src/app/storage/clear-storage.ts'
import { fetchWeights, evictStaleWeights } from '../../src/landmarker/models/weights.ts'

/** A Cache Storage in memory. */
class Storage {
  readonly stores = new Map<string, Map<string, Response>>()

  async open(name: string) {
    const store = this.stores.get(name) ?? new Map<string, Response>()
    this.stores.set(name, store)
    return {
      match: async (url: string) => store.get(url)?.clone(),
      put: async (url: string, response: Response) => void store.set(url, response),
      delete: async (key: string | Request) => store.delete(typeof key === 'string' ? key : key.url),
      keys: async () => [...store.keys()].map((url) => ({ url })),
    }
  }

  keys = async () => [...this.stores.keys()]
  delete = async (name: string) => this.stores.delete(name)
}

const CACHE = 'wingmark-weights'
const CHOICE = { backend: 'webgpu', measurements: { wasm: 2.5, webgpu: 0.8, webgl: 'no WebGL' } } as const
const weights = { url: 'https://a.example/lite-stage2.bin', sha256: 'aa', byAddress: false }
const place: ChoiceKey = { cache: CACHE, weights, fingerprint: 'browser 1 | adapter' }

let storage: Storage
beforeEach(() => {
  storage = new Storage()
  vi.stubGlobal('caches', storage)
  vi.stubGlobal('location', { href: 'https://a.example/', protocol: 'https:' })
})
afterEach(() => vi.unstubAllGlobals())

const entries = () => [...(storage.stores.get(CACHE)?.keys() ?? [])]

describe('a choice', () => {
  it('is found again for the same weights, browser and adapter', async () => {
    await saveChoice(place, CHOICE)
    expect(await loadChoice(place)).toEqual(CHOICE)
  })

  it('is replaced by a later one', async () => {
    await saveChoice(place, CHOICE)
    const later = { backend: 'wasm', measurements: { wasm: 2.5, webgpu: 'webgpu was wrong' } } as const
    await saveChoice(place, later)
    expect(await loadChoice(place)).toEqual(later)
    expect(entries()).toHaveLength(1)
  })

  it.each([
    ['other weights', { ...place, weights: { ...weights, sha256: 'bb' } }],
    ['another file', { ...place, weights: { ...weights, url: 'wing-stage2.bin' } }],
    ['another browser or adapter', { ...place, fingerprint: 'browser 2 | adapter' }],
    ['another cache', { ...place, cache: 'mine' }],
  ])('does not hold for %s', async (_, other) => {
    await saveChoice(place, CHOICE)
    expect(await loadChoice(other)).toBeUndefined()
  })

  it('is ignored after a month, or when it comes from the future', async () => {
    const day = 24 * 3600 * 1000
    await saveChoice(place, CHOICE, 100 * day)
    expect(await loadChoice(place, 129 * day)).toEqual(CHOICE)
    expect(await loadChoice(place, 131 * day)).toBeUndefined()
    expect(await loadChoice(place, 10 * day)).toBeUndefined()
  })

  it.each([
    ['no JSON', () => '<html>'],
    ['null', () => 'null'],
    ['another format', (good: object) => JSON.stringify({ ...good, format: 0 })],
    ['an unknown backend', (good: object) => JSON.stringify({ ...good, backend: 'cpu' })],
    ['no measurements', (good: object) => JSON.stringify({ ...good, measurements: null })],
    ['a time that is null', (good: object) => JSON.stringify({ ...good, measurements: { webgpu: null } })],
    [
      'no time of its backend',
      (good: object) => JSON.stringify({ ...good, measurements: { webgpu: 'it failed' } }),
    ],
  ])('is ignored when its entry holds %s', async (_, spoil) => {
    await saveChoice(place, CHOICE)
    const url = entries()[0]!
    const good = (await storage.stores.get(CACHE)?.get(url)?.json()) as object
    storage.stores.get(CACHE)?.set(url, new Response(spoil(good)))
    expect(await loadChoice(place)).toBeUndefined()
  })
})

describe('without storage nothing is kept, and nothing fails', () => {
  it('as was asked for', async () => {
    await saveChoice({ ...place, cache: false }, CHOICE)
    expect(await loadChoice({ ...place, cache: false })).toBeUndefined()
    expect(storage.stores.size).toBe(0)
  })

  it('in a page over plain http', async () => {
    vi.stubGlobal('caches', undefined)
    await saveChoice(place, CHOICE)
    expect(await loadChoice(place)).toBeUndefined()
  })

  it('in a browser that refuses it', async () => {
    vi.stubGlobal('caches', { open: () => Promise.reject(new Error('The operation is insecure.')) })
    await saveChoice(place, CHOICE)
    expect(await loadChoice(place)).toBeUndefined()
  })

  it('on a full disk', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const cache = { put: () => Promise.reject(new Error('the disk is full')), match: async () => undefined }
    vi.stubGlobal('caches', { open: async () => cache })
    await saveChoice(place, CHOICE)
    expect(await loadChoice(place)).toBeUndefined()
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
  })
})

describe('a choice is deleted', () => {
  it('with the shipped weights that it was made for, and not before', async () => {
    await saveChoice(place, CHOICE)
    await evictStaleWeights(CACHE, ['aa', 'cc'])
    expect(await loadChoice(place)).toEqual(CHOICE)
    await evictStaleWeights(CACHE, ['bb', 'cc'])
    expect(entries()).toEqual([])
  })

  it('when weights with an address of their own change, and not with the shipped ones', async () => {
    const own = { ...place, weights: { ...weights, byAddress: true } }
    await saveChoice(own, CHOICE)
    await evictStaleWeights(CACHE, ['cc'])
    expect(await loadChoice(own)).toEqual(CHOICE)

    const data = new TextEncoder().encode('other weights')
    const digest = await crypto.subtle.digest('SHA-256', data)
    const sha256 = Buffer.from(digest).toString('hex')
    vi.stubGlobal('fetch', async () => new Response(data))
    const manifest = { file: 'lite-stage2.bin', bytes: data.length, sha256, weights: [] }
    await fetchWeights(weights.url, manifest, { cache: CACHE, byAddress: true, onChunk: () => undefined })
    expect(entries()).toEqual([`${weights.url}?sha256=${sha256}&by-address`])
  })

  it('with all that the page keeps', async () => {
    await saveChoice(place, CHOICE)
    vi.stubGlobal('navigator', {})
    await clearStorage()
    expect(await loadChoice(place)).toBeUndefined()
  })
})

it('the weights of a shipped variant are those of its last stage', () => {
  const urls = { 'lite-stage2.bin': 'https://a.example/assets/lite-stage2-1234.bin' }
  const found = findBundledWeights('lite', urls)
  expect(found).toMatchObject({ url: urls['lite-stage2.bin'], byAddress: false })
  expect(found?.sha256).toMatch(/^[\da-f]{64}$/)
  expect(findBundledWeights('none', urls)).toBeUndefined()
})
