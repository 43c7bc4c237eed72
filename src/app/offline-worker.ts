/**
 * The page's service worker: keeps the files of one build together, so that the page works without a
 * network, and an update replaces all of them at once. Weights are not among them: the landmarker keeps
 * those it has loaded under their hash (src/landmarker/weights.ts).
 */

/** What TypeScript's page library does not know of a service worker. */
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

/** Written by the build (src/command/build/offline-plugin.ts): the build's hash, and the files to keep. */
declare const __BUILD__: string
declare const __FILES__: readonly string[]

const scope = self as unknown as WorkerScope
const PREFIX = 'wingmark-page-'
const NAME = PREFIX + __BUILD__
const at = (file: string) => new URL(file, scope.registration.scope).href

/** From the cache of an earlier build where the file is the same: its name holds its hash. */
async function keep(cache: Cache, file: string): Promise<void> {
  const url = at(file)
  const known = file.startsWith('assets/') ? await caches.match(url) : undefined
  const response = known ?? (await fetch(url, { cache: 'no-cache' }))
  if (!response.ok) throw new Error(`${file}: the server answered ${response.status}`)
  await cache.put(url, response)
}

async function install(): Promise<void> {
  const cache = await caches.open(NAME)
  try {
    await Promise.all(['./', ...__FILES__].map((file) => keep(cache, file)))
  } catch (error) {
    // All or nothing: half a build would be worse than none.
    await caches.delete(NAME)
    throw error
  }
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== NAME)
  await Promise.all(old.map((name) => caches.delete(name)))
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(NAME)
  const page = request.mode === 'navigate' ? at('./') : request.url
  const kept = await cache.match(page, { ignoreSearch: request.mode === 'navigate' })
  return kept ?? fetch(request)
}

scope.addEventListener('install', (event) => event.waitUntil(install()))
scope.addEventListener('activate', (event) => event.waitUntil(forgetOthers()))
scope.addEventListener('message', ({ data }) => {
  if (data === 'take over') void scope.skipWaiting()
})
scope.addEventListener('fetch', (event) => {
  const { method, url, mode } = event.request
  const own = url.startsWith(scope.registration.scope) && !url.endsWith('.bin')
  if (method === 'GET' && (own || mode === 'navigate')) event.respondWith(answer(event.request))
})
