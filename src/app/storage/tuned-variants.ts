import { getErrorMessage } from '../../landmarker/errors.ts'
import type { Landmarker } from '../../landmarker/landmarker.ts'
import type { ProgressCallback } from '../../landmarker/worker/rpc.ts'
import { fitsBase, isTunedVariant, type TunedDraft, type TunedVariant } from '../../tuning/tuned-variant.ts'
import { formatVariantName } from '../ui/colours.ts'
import { nextTunedName, parseTunedNumber } from './tuned-name.ts'
import { TUNING_BASES } from './tuning-bases.ts'
import { TEXT } from '../ui/text.ts'

/** Name of the browser's database. */
export const DATABASE_NAME = 'wingmark'
const STORE_NAME = 'tuned'

function awaitRequest<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error(TEXT.storage.failed))
  })
}

/** Runs a request in the database and waits until it is committed. */
async function runTransaction<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open(DATABASE_NAME, 1)
  opening.onupgradeneeded = () => {
    // Reading must not create a database: an aborted upgrade leaves none.
    if (mode === 'readonly') opening.transaction?.abort()
    else opening.result.createObjectStore(STORE_NAME, { keyPath: 'name' })
  }
  const database = await awaitRequest(opening)
  try {
    const transaction = database.transaction(STORE_NAME, mode)
    const finished = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error ?? new Error(TEXT.storage.failed))
    })
    const [answer] = await Promise.all([awaitRequest(work(transaction.objectStore(STORE_NAME))), finished])
    return answer
  } finally {
    database.close()
  }
}

/** Stores tuned variants in IndexedDB and registers them with the networks. */
export class TunedVariantStore {
  /** Names registered with each landmarker; a restarted one has none. */
  readonly #registered = new WeakMap<Landmarker, Set<string>>()
  #all: readonly TunedVariant[] = []

  /** Variants that fit the bundled weights, by number. */
  get tuned(): readonly TunedVariant[] {
    return this.#all.filter((one) => fitsBase(one, TUNING_BASES))
  }

  /** Variants whose base has changed since. */
  get stale(): readonly TunedVariant[] {
    return this.#all.filter((one) => !fitsBase(one, TUNING_BASES))
  }

  /** Reads all variants; none if there is no database or the browser allows none. */
  async load(): Promise<void> {
    try {
      const all = await runTransaction<unknown[]>('readonly', (store) => store.getAll())
      this.#all = all
        .filter(isTunedVariant)
        .sort((p, q) => (parseTunedNumber(p.name) ?? 0) - (parseTunedNumber(q.name) ?? 0))
    } catch {
      this.#all = []
    }
  }

  /**
   * Saves a variant under the first unused name.
   * @throws Error for the user
   */
  async save(draft: TunedDraft): Promise<TunedVariant> {
    // Another tab may have saved some.
    await this.load()
    const variant: TunedVariant = { ...draft, name: nextTunedName(this.#all) }
    try {
      await runTransaction('readwrite', (store) => store.add(variant))
    } catch (error) {
      throw new Error(TEXT.storage.variantNotSaved(getErrorMessage(error)), { cause: error })
    }
    await this.load()
    return variant
  }

  /** @throws Error with a sentence if the browser does not let go of it. */
  async remove(name: string): Promise<void> {
    try {
      await runTransaction('readwrite', (store) => store.delete(name))
    } catch (error) {
      throw new Error(TEXT.storage.variantNotDeleted(formatVariantName(name), getErrorMessage(error)), {
        cause: error,
      })
    }
    await this.load()
  }

  /**
   * Registers those of these variants that the landmarker lacks.
   * @throws LandmarkerError, or Error for the user if one does not exist
   */
  async register(
    landmarker: Landmarker,
    names: readonly string[],
    progress?: ProgressCallback,
  ): Promise<void> {
    const missing = names.find(
      (name) => parseTunedNumber(name) !== undefined && !this.tuned.some((one) => one.name === name),
    )
    if (missing) {
      throw new Error(TEXT.storage.variantMissing(formatVariantName(missing)))
    }
    const registered = this.#registered.get(landmarker) ?? new Set()
    this.#registered.set(landmarker, registered)
    for (const { name, base, weights } of this.tuned) {
      if (!names.includes(name) || registered.has(name)) continue
      await landmarker.add({ name, base, weights }, progress)
      registered.add(name)
    }
  }

  /** Unregisters a variant that is not in use. */
  async unregister(landmarker: Landmarker | undefined, name: string): Promise<void> {
    if (landmarker && this.#registered.get(landmarker)?.delete(name)) await landmarker.remove(name)
  }
}
