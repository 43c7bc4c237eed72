import { deleteDB } from 'idb'
import { DRAFTS_NAME } from './annotation-drafts.ts'
import { DATABASE_NAME } from './tuned-variants.ts'
import { forgetLanguage } from './kept-language.ts'
import { TEXT } from '../ui/text.ts'

/** Names of the caches of the page and its service worker. */
const CACHE_NAME_PATTERN = /^wingmark-/

/** @throws Error with a reason if another tab uses the database. */
export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const blocked = () => reject(new Error(TEXT.storage.inOtherTab))
    deleteDB(name, { blocked }).then(resolve, reject)
  })
}

/**
 * Deletes everything the page stores in this browser: its own files, weights, tuned variants, kept annotations and the chosen
 * language.
 * @throws Error with a reason if the browser refuses
 */
export async function clearStorage(): Promise<void> {
  forgetLanguage()
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? []
  await Promise.all(registrations.map((registration) => registration.unregister()))
  const names = (await globalThis.caches?.keys()) ?? []
  await Promise.all(names.filter((name) => CACHE_NAME_PATTERN.test(name)).map((name) => caches.delete(name)))
  for (const name of [DATABASE_NAME, DRAFTS_NAME]) await deleteDatabase(name)
}
