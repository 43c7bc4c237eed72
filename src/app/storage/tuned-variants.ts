import { messageOf } from '../../landmarker/errors.ts'
import type { Landmarker } from '../../landmarker/landmarker.ts'
import type { Progress } from '../../landmarker/worker/rpc.ts'
import { SHIPPED } from '../../landmarker/models/bundled-variants.ts'
import { basesOf, fitsBase, isTuned, type TunedDraft, type TunedVariant } from '../../tuning/tuned.ts'
import { formatVariantName } from '../ui/colours.ts'
import { nextTunedName, parseTunedNumber } from './tuned-name.ts'
import { TEXT } from '../ui/text.ts'

/** Name of the browser's database. */
export const DATABASE = 'wingmark'
const STORE = 'tuned'

function awaitRequest<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error(TEXT.storage.failed))
  })
}

/** Does something in the browser's database and waits until it is safely there. */
async function runTransaction<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1)
  opening.onupgradeneeded = () => {
    // Where nothing was ever kept, looking leaves nothing behind: an upgrade undone makes no database.
    if (mode === 'readonly') opening.transaction?.abort()
    else opening.result.createObjectStore(STORE, { keyPath: 'name' })
  }
  const database = await awaitRequest(opening)
  try {
    const transaction = database.transaction(STORE, mode)
    const finished = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error ?? new Error(TEXT.storage.failed))
    })
    const [answer] = await Promise.all([awaitRequest(work(transaction.objectStore(STORE))), finished])
    return answer
  } finally {
    database.close()
  }
}

/** The tuned variants that a person kept in this browser, in IndexedDB. */
export class TunedVariantStore {
  readonly #bases = basesOf(SHIPPED)
  /** Names of those that the networks have; networks that are started again have none. */
  readonly #supplied = new WeakMap<Landmarker, Set<string>>()
  #all: readonly TunedVariant[] = []

  /** Those that run on this page's weights, in the order of their numbers. */
  get tuned(): readonly TunedVariant[] {
    return this.#all.filter((one) => fitsBase(one, this.#bases))
  }

  /** Those whose base has changed since. */
  get stale(): readonly TunedVariant[] {
    return this.#all.filter((one) => !fitsBase(one, this.#bases))
  }

  /** Reads what there is: nothing where nothing was ever kept, or where the browser keeps nothing. */
  async load(): Promise<void> {
    try {
      const all = await runTransaction<unknown[]>('readonly', (store) => store.getAll())
      this.#all = all
        .filter(isTuned)
        .sort((p, q) => (parseTunedNumber(p.name) ?? 0) - (parseTunedNumber(q.name) ?? 0))
    } catch {
      this.#all = []
    }
  }

  /** Keeps one under the first free name. @throws Error with a sentence if the browser does not take it. */
  async save(draft: TunedDraft): Promise<TunedVariant> {
    // Another tab may have kept some.
    await this.load()
    const variant: TunedVariant = { ...draft, name: nextTunedName(this.#all) }
    try {
      await runTransaction('readwrite', (store) => store.add(variant))
    } catch (error) {
      throw new Error(TEXT.storage.variantNotSaved(messageOf(error)), { cause: error })
    }
    await this.load()
    return variant
  }

  /** @throws Error with a sentence if the browser does not let go of it. */
  async remove(name: string): Promise<void> {
    try {
      await runTransaction('readwrite', (store) => store.delete(name))
    } catch (error) {
      throw new Error(TEXT.storage.variantNotDeleted(formatVariantName(name), messageOf(error)), {
        cause: error,
      })
    }
    await this.load()
  }

  /**
   * Gives the landmarker those of these variants that it does not have yet.
   * @throws LandmarkerError, or Error with a sentence if one is not here (any more).
   */
  async register(landmarker: Landmarker, names: readonly string[], progress?: Progress): Promise<void> {
    const missing = names.find(
      (name) => parseTunedNumber(name) !== undefined && !this.tuned.some((one) => one.name === name),
    )
    if (missing) {
      throw new Error(TEXT.storage.variantMissing(formatVariantName(missing)))
    }
    const supplied = this.#supplied.get(landmarker) ?? new Set()
    this.#supplied.set(landmarker, supplied)
    for (const { name, base, weights } of this.tuned) {
      if (!names.includes(name) || supplied.has(name)) continue
      await landmarker.add({ name, base, weights }, progress)
      supplied.add(name)
    }
  }

  /** Takes one back, if the landmarker has it; none of those in use. */
  async unregister(landmarker: Landmarker | undefined, name: string): Promise<void> {
    if (landmarker && this.#supplied.get(landmarker)?.delete(name)) await landmarker.remove(name)
  }
}
