/**
 * Service worker that caches the files of one build, so that the page works offline and an update replaces
 * all of them at once. Weights are cached by the landmarker under their hash
 * (src/landmarker/models/weights.ts).
 */

/** Service worker types, which TypeScript's DOM library lacks. */
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface RequestEvent extends WorkerEvent {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}
interface WorkerScope {
  readonly registration: { readonly scope: string }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void
  addEventListener(type: 'fetch', listener: (event: RequestEvent) => void): void
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
}

/** Replaced by the build (src/command/build/offline-plugin.ts): hash of the build, and the files to cache. */
declare const __BUILD__: string
declare const __FILES__: readonly string[]

const scope = self as unknown as WorkerScope
const CACHE_PREFIX = 'wingmark-page-'
const CACHE_NAME = CACHE_PREFIX + __BUILD__
const toUrl = (file: string) => new URL(file, scope.registration.scope).href
const PAGE = toUrl('./')
const FILES: ReadonlySet<string> = new Set(__FILES__.map(toUrl))

/** Caches a file; reuses that of an earlier build if the name, which contains a hash, is the same. */
async function precache(cache: Cache, file: string): Promise<void> {
  const url = toUrl(file)
  const known = file.startsWith('assets/') ? await caches.match(url) : undefined
  const response = known ?? (await fetch(url, { cache: 'no-cache' }))
  if (!response.ok) throw new Error(`${file}: the server answered ${response.status}`)
  await cache.put(url, response)
}

async function install(): Promise<void> {
  const cache = await caches.open(CACHE_NAME)
  try {
    await Promise.all(['./', ...__FILES__].map((file) => precache(cache, file)))
  } catch (error) {
    // All or nothing: half a build is worse than none.
    await caches.delete(CACHE_NAME)
    throw error
  }
}

async function evictStaleCaches(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE_NAME)
  await Promise.all(old.map((name) => caches.delete(name)))
}

/** Finds the cached file for a request; undefined for requests to anything but the page's own files. */
function findCached({ method, mode, url }: Request): string | undefined {
  if (method !== 'GET') return undefined
  const { origin, pathname, search } = new URL(url)
  const address = origin + pathname
  if (mode === 'navigate' && (address === PAGE || address === toUrl('index.html'))) return PAGE
  return FILES.has(address) && !search ? address : undefined
}

async function respond(request: Request, cached: string): Promise<Response> {
  const cache = await caches.open(CACHE_NAME)
  return (await cache.match(cached)) ?? fetch(request)
}

scope.addEventListener('install', (event) => event.waitUntil(install()))
scope.addEventListener('activate', (event) => event.waitUntil(evictStaleCaches()))
scope.addEventListener('message', ({ data }) => {
  if (data === 'take over') void scope.skipWaiting()
})
scope.addEventListener('fetch', (event) => {
  const cached = findCached(event.request)
  // Everything else goes to the server: other sites below the same folder, unknown files.
  if (cached) event.respondWith(respond(event.request, cached))
})
