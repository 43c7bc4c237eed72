import { deleteDB } from 'idb'
import { DATABASE_NAME } from './tuned-variants.ts'
import { TEXT } from '../ui/text.ts'

/** Names of the caches of the page and its service worker. */
const CACHE_NAME_PATTERN = /^wingmark-/

function deleteDatabase(): Promise<void> {
  return new Promise((resolve, reject) => {
    const blocked = () => reject(new Error(TEXT.storage.inOtherTab))
    deleteDB(DATABASE_NAME, { blocked }).then(resolve, reject)
  })
}

/**
 * Deletes everything the page stores in this browser: its own files, weights and tuned variants.
 * @throws Error with a reason if the browser refuses
 */
export async function clearStorage(): Promise<void> {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? []
  await Promise.all(registrations.map((registration) => registration.unregister()))
  const names = (await globalThis.caches?.keys()) ?? []
  await Promise.all(names.filter((name) => CACHE_NAME_PATTERN.test(name)).map((name) => caches.delete(name)))
  await deleteDatabase()
}
