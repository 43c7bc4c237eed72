import { setCacheNameDetails } from 'workbox-core'
import { createHandlerBoundToURL, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching'
import { registerRoute } from 'workbox-routing'

/**
 * Service worker that caches the files of a build, so that the page works offline and an update replaces all of
 * them at once. It answers requests for these files and for the page itself, and no others. Weights are cached
 * by the landmarker under their hash (src/landmarker/models/weights.ts).
 */

/** Service worker types, which TypeScript's DOM library lacks. */
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface WorkerScope {
  readonly registration: { readonly scope: string }
  skipWaiting(): Promise<void>
  addEventListener(type: 'activate', listener: (event: WorkerEvent) => void): void
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
}

/** Replaced by the build (src/command/build/offline-plugin.ts): the files to cache, with a hash of their content. */
declare const __FILES__: PrecacheEntry[]

const scope = self as unknown as WorkerScope
/** Caches of versions 0.1 and 0.2, which had one for each build. */
const STALE_CACHE_PATTERN = /^wingmark-page-[0-9a-f]{16}$/
const PAGE_FILE = 'index.html'
setCacheNameDetails({ prefix: 'wingmark', precache: 'page' })

// Other queries than the page's own go to the server, as do addresses that are not in the list.
precacheAndRoute(__FILES__, { cleanURLs: false, ignoreURLParametersMatching: [] })

const { pathname: folder } = new URL(scope.registration.scope)
const isPage = ({ request, url }: { request: Request; url: URL }) =>
  request.mode === 'navigate' && (url.pathname === folder || url.pathname === folder + PAGE_FILE)
registerRoute(isPage, createHandlerBoundToURL(PAGE_FILE))

async function evictStaleCaches(): Promise<void> {
  const stale = (await caches.keys()).filter((name) => STALE_CACHE_PATTERN.test(name))
  await Promise.all(stale.map((name) => caches.delete(name)))
}

scope.addEventListener('activate', (event) => event.waitUntil(evictStaleCaches()))
scope.addEventListener('message', ({ data }) => {
  if (data === 'take over') void scope.skipWaiting()
})
