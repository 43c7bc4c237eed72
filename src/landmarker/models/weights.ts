import type { WeightsManifest } from '../../networks/manifest.ts'
import { LandmarkerError, getErrorMessage } from '../errors.ts'

/** Name of the browser's Cache Storage in which weights are kept for the next visit; false keeps nothing. */
export type CacheName = string | false

/** In an entry's address: its weights did not come with this build, but from an address of their own. */
const BY_ADDRESS = 'by-address'

/** The browser's own store, which only pages from https or localhost have. */
export async function openCache(name: CacheName): Promise<Cache | undefined> {
  if (name === false) return undefined
  try {
    return await globalThis.caches?.open(name)
  } catch {
    return undefined
  }
}

/**
 * Address under which weights with this hash are kept; whatever has it as the beginning of its own address is
 * deleted with them.
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

function fail(what: string): never {
  throw new LandmarkerError('weights', what)
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
      fail(`${file} holds more than its ${bytes} bytes`)
    }
    chunks.push(value)
    onChunk(value.byteLength)
  }
  return new Blob(chunks as BlobPart[]).arrayBuffer()
}

async function checkWeights(data: ArrayBuffer, { file, bytes, sha256 }: WeightsManifest): Promise<void> {
  if (data.byteLength !== bytes) fail(`${file} holds ${data.byteLength} bytes instead of ${bytes}`)
  const hash = await computeHash(data)
  if (hash !== undefined && hash !== sha256) fail(`${file} is not the file it should be (SHA-256 differs)`)
}

/** How a file of weights is fetched. */
interface FetchOptions {
  readonly cache: CacheName
  /** Whether the file did not come with this build. */
  readonly byAddress: boolean
  readonly onChunk: (bytes: number) => void
}

/**
 * One file of weights, from the cache if they are there under their hash, else from `url`; kept there
 * for the next time.
 * @throws LandmarkerError 'weights' with half a sentence if they cannot be had, or are not what the manifest says.
 */
export async function fetchWeights(
  url: string,
  manifest: WeightsManifest,
  { cache: name, byAddress, onChunk }: FetchOptions,
): Promise<ArrayBuffer> {
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
    // A full disk costs a download the next time, not the page.
    console.warn(`The weights could not be kept for next time: ${getErrorMessage(error)}`)
  }
  if (byAddress) {
    // An earlier content of the same file.
    const { origin, pathname } = new URL(key)
    await evictEntries(
      cache,
      (url, hash) => url.origin + url.pathname === origin + pathname && hash !== manifest.sha256,
    )
  }
  return data
}

/** Deletes entries by their addresses and hashes. */
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
 * Deletes from this cache the shipped weights of other builds: all but those with these hashes. Weights
 * that came from an address of their own stay.
 */
export async function evictStaleWeights(name: CacheName, hashes: readonly string[]): Promise<void> {
  const isStale = ({ searchParams }: URL, hash: string | null) =>
    !searchParams.has(BY_ADDRESS) && !(hash && hashes.includes(hash))
  await evictEntries(await openCache(name), isStale)
}
