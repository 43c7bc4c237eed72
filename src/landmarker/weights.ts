import type { WeightsManifest } from '../networks/manifest.ts'
import { LandmarkerError, messageOf } from './errors.ts'

const CACHE = 'wingmark-weights'

/** The browser's own store, which only pages from https or localhost have. */
async function openCache(): Promise<Cache | undefined> {
  try {
    return await globalThis.caches?.open(CACHE)
  } catch {
    return undefined
  }
}

async function hashOf(data: ArrayBuffer): Promise<string | undefined> {
  const digest = await globalThis.crypto?.subtle?.digest('SHA-256', data)
  if (!digest) return undefined
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function fail(what: string): never {
  throw new LandmarkerError('weights', what)
}

async function readAll(
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

async function check(data: ArrayBuffer, { file, bytes, sha256 }: WeightsManifest): Promise<void> {
  if (data.byteLength !== bytes) fail(`${file} holds ${data.byteLength} bytes instead of ${bytes}`)
  const hash = await hashOf(data)
  if (hash !== undefined && hash !== sha256) fail(`${file} is not the file it should be (SHA-256 differs)`)
}

/**
 * One file of weights, from the browser's store if they are there under their hash, else from
 * `url`; kept there for the next time.
 * @throws LandmarkerError 'weights' with half a sentence if they cannot be had, or are not what the manifest says.
 */
export async function fetchWeights(
  url: string,
  manifest: WeightsManifest,
  onChunk: (bytes: number) => void,
): Promise<ArrayBuffer> {
  const cache = await openCache()
  const key = new URL(`?sha256=${manifest.sha256}`, new URL(url, location.href)).href
  const kept = await cache?.match(key)
  if (kept) {
    const data = await kept.arrayBuffer()
    try {
      await check(data, manifest)
      onChunk(data.byteLength)
      return data
    } catch {
      await cache?.delete(key)
    }
  }
  const data = await readAll(await fetch(url), manifest, onChunk)
  await check(data, manifest)
  try {
    const headers = { 'content-type': 'application/octet-stream' }
    await cache?.put(key, new Response(data, { headers }))
  } catch (error) {
    // A full disk costs a download the next time, not the page.
    console.warn(`The weights could not be kept for next time: ${messageOf(error)}`)
  }
  return data
}

/** Forgets the weights of earlier versions of the page: all but those with these hashes. */
export async function forgetOthers(hashes: readonly string[]): Promise<void> {
  const cache = await openCache()
  for (const request of (await cache?.keys()) ?? []) {
    const hash = new URL(request.url).searchParams.get('sha256')
    if (!hash || !hashes.includes(hash)) await cache?.delete(request)
  }
}
