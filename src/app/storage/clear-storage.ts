import { DATABASE } from './tuned-variants.ts'
import { TEXT } from '../ui/text.ts'

/** What the page and its service worker call their caches. */
const CACHE_NAME_PATTERN = /^wingmark-/

function deleteDatabase(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(DATABASE)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error ?? new Error(TEXT.storage.failed))
    request.onblocked = () => reject(new Error(TEXT.storage.inOtherTab))
  })
}

/**
 * Deletes all that this page keeps in the browser: its own files, weights, tuned variants.
 * @throws Error with half a sentence if the browser does not let go of it.
 */
export async function clearStorage(): Promise<void> {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? []
  await Promise.all(registrations.map((registration) => registration.unregister()))
  const names = (await globalThis.caches?.keys()) ?? []
  await Promise.all(names.filter((name) => CACHE_NAME_PATTERN.test(name)).map((name) => caches.delete(name)))
  await deleteDatabase()
}
