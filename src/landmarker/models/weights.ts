import type { WeightsManifest } from '../../networks/manifest.ts'
import { LandmarkerError, getErrorMessage } from '../errors.ts'

/** Name of the cache, in the browser's Cache Storage, that keeps weights for the next visit; false disables caching. */
export type CacheName = string | false

/** Query parameter in the cache key of weights that are not part of this build but were loaded by their own URL. */
const BY_ADDRESS = 'by-address'

/**
 * Opens a cache; undefined if it is disabled or unavailable, as on pages without https or localhost, and in browser
 * extensions, whose files Cache Storage does not take.
 */
export async function openCache(name: CacheName): Promise<Cache | undefined> {
  if (name === false || ('location' in globalThis && !location.protocol.startsWith('http'))) return undefined
  try {
    return await globalThis.caches?.open(name)
  } catch {
    return undefined
  }
}

/**
 * Converts a weights file's URL and hash to its cache key. Entries whose keys start with this key are evicted together
 * with the weights.
 */
export function toCacheKey(url: string, sha256: string, byAddress: boolean): string {
  const query = `?sha256=${sha256}${byAddress ? `&${BY_ADDRESS}` : ''}`
  return new URL(query, new URL(url, location.href)).href
}

async function computeHash(data: ArrayBuffer): Promise<string | undefined> {
  const digest = await globalThis.crypto?.subtle?.digest('SHA-256', data)
  if (!digest) return undefined
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function fail(message: string): never {
  throw new LandmarkerError('weights', message)
}

async function readBody(
  response: Response,
  { file, bytes }: WeightsManifest,
  onChunk: (bytes: number) => void,
): Promise<ArrayBuffer> {
  if (!response.ok || !response.body) fail(`the server answered ${response.status}`)
  const chunks: Uint8Array[] = []
  let read = 0
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    read += value.byteLength
    if (read > bytes) {
      await reader.cancel()
      fail(`${file} is larger than its ${bytes} bytes in model.json`)
    }
    chunks.push(value)
    onChunk(value.byteLength)
  }
  return new Blob(chunks as BlobPart[]).arrayBuffer()
}

async function checkWeights(data: ArrayBuffer, { file, bytes, sha256 }: WeightsManifest): Promise<void> {
  if (data.byteLength !== bytes) fail(`${file} has ${data.byteLength} bytes instead of ${bytes}`)
  const hash = await computeHash(data)
  if (hash !== undefined && hash !== sha256) fail(`${file} is not the expected file (its SHA-256 differs)`)
}

/**
 * Decodes a data: URL, which a bundler puts in the place of a small file; undefined for any other URL. It is not
 * fetched, because a page's policy may forbid that.
 */
export function decodeDataUrl(url: string): ArrayBuffer | undefined {
  const [, isBase64, body = ''] = /^data:[^,]*?(;base64)?,(.*)$/s.exec(url) ?? []
  if (!url.startsWith('data:')) return undefined
  const text = decodeURIComponent(body)
  return Uint8Array.from(isBase64 ? atob(text) : text, (character) => character.charCodeAt(0)).buffer
}

/** Options for fetching a weights file. */
interface FetchOptions {
  readonly cache: CacheName
  /** True if the file is not part of this build. */
  readonly byAddress: boolean
  readonly onChunk: (bytes: number) => void
}

/**
 * Fetches a weights file: from the cache if it contains the file's hash, else from `url`, and adds it to the cache.
 * @throws LandmarkerError 'weights' with a clause as message if the file cannot be loaded or does not match the
 * manifest.
 */
export async function fetchWeights(
  url: string,
  manifest: WeightsManifest,
  { cache: name, byAddress, onChunk }: FetchOptions,
): Promise<ArrayBuffer> {
  const inlined = decodeDataUrl(url)
  if (inlined) {
    await checkWeights(inlined, manifest)
    onChunk(inlined.byteLength)
    return inlined
  }
  const cache = await openCache(name)
  const key = toCacheKey(url, manifest.sha256, byAddress)
  const kept = await cache?.match(key)
  if (kept) {
    const data = await kept.arrayBuffer()
    try {
      await checkWeights(data, manifest)
      onChunk(data.byteLength)
      return data
    } catch {
      await cache?.delete(key)
    }
  }
  const data = await readBody(await fetch(url), manifest, onChunk)
  await checkWeights(data, manifest)
  try {
    const headers = { 'content-type': 'application/octet-stream' }
    await cache?.put(key, new Response(data, { headers }))
  } catch (error) {
    // With a full disk the page still works, but downloads the weights again on the next visit.
    console.warn(`The weights could not be cached: ${getErrorMessage(error)}`)
  }
  if (byAddress) {
    // Evicts earlier contents of the same file.
    const { origin, pathname } = new URL(key)
    await evictEntries(
      cache,
      (url, hash) => url.origin + url.pathname === origin + pathname && hash !== manifest.sha256,
    )
  }
  return data
}

/** Deletes the cache entries that `isStale` selects by their keys and hashes. */
async function evictEntries(
  cache: Cache | undefined,
  isStale: (url: URL, hash: string | null) => boolean,
): Promise<void> {
  for (const request of (await cache?.keys()) ?? []) {
    const url = new URL(request.url)
    if (isStale(url, url.searchParams.get('sha256'))) await cache?.delete(request)
  }
}

/**
 * Evicts weights of other builds from a cache: all but those with these hashes, and those loaded by their own URL.
 */
export async function evictStaleWeights(name: CacheName, hashes: readonly string[]): Promise<void> {
  const isStale = ({ searchParams }: URL, hash: string | null) =>
    !searchParams.has(BY_ADDRESS) && !(hash && hashes.includes(hash))
  await evictEntries(await openCache(name), isStale)
}
