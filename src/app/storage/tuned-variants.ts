import { messageOf } from '../../landmarker/errors.ts'
import type { Landmarker } from '../../landmarker/landmarker.ts'
import type { Progress } from '../../landmarker/worker/rpc.ts'
import { SHIPPED } from '../../landmarker/models/bundled-variants.ts'
import {
  listBases,
  fitsBase,
  isTunedVariant,
  type TunedDraft,
  type TunedVariant,
} from '../../tuning/tuned-variant.ts'
import { nameOf } from '../ui/colours.ts'
import { freeName, numberOf } from './tuned-name.ts'

/** Name of the browser's database. */
export const DATABASE = 'wingmark'
const STORE = 'tuned'

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the browser’s store failed'))
  })
}

/** Does something in the browser's database and waits until it is safely there. */
async function within<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1)
  opening.onupgradeneeded = () => {
    // Where nothing was ever kept, looking leaves nothing behind: an upgrade undone makes no database.
    if (mode === 'readonly') opening.transaction?.abort()
    else opening.result.createObjectStore(STORE, { keyPath: 'name' })
  }
  const database = await answerOf(opening)
  try {
    const transaction = database.transaction(STORE, mode)
    const finished = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error ?? new Error('the browser’s store failed'))
    })
    const [answer] = await Promise.all([answerOf(work(transaction.objectStore(STORE))), finished])
    return answer
  } finally {
    database.close()
  }
}

/** The tuned variants that a person kept in this browser, in IndexedDB. */
export class Shelf {
  readonly #bases = listBases(SHIPPED)
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
      const all = await within<unknown[]>('readonly', (store) => store.getAll())
      this.#all = all.filter(isTunedVariant).sort((p, q) => (numberOf(p.name) ?? 0) - (numberOf(q.name) ?? 0))
    } catch {
      this.#all = []
    }
  }

  /** Keeps one under the first free name. @throws Error with a sentence if the browser does not take it. */
  async keep(draft: TunedDraft): Promise<TunedVariant> {
    // Another tab may have kept some.
    await this.load()
    const variant: TunedVariant = { ...draft, name: freeName(this.#all) }
    try {
      await within('readwrite', (store) => store.add(variant))
    } catch (error) {
      throw new Error(
        `This browser could not keep the variant: ${messageOf(error)}. Export it as a file instead.`,
        { cause: error },
      )
    }
    await this.load()
    return variant
  }

  /** @throws Error with a sentence if the browser does not let go of it. */
  async remove(name: string): Promise<void> {
    try {
      await within('readwrite', (store) => store.delete(name))
    } catch (error) {
      throw new Error(`${name} could not be deleted: ${messageOf(error)}. Try again.`, { cause: error })
    }
    await this.load()
  }

  /**
   * Gives the landmarker those of these variants that it does not have yet.
   * @throws LandmarkerError, or Error with a sentence if one is not here (any more).
   */
  async supply(landmarker: Landmarker, names: readonly string[], progress?: Progress): Promise<void> {
    const missing = names.find(
      (name) => numberOf(name) !== undefined && !this.tuned.some((one) => one.name === name),
    )
    if (missing) {
      throw new Error(
        `${nameOf(missing)} is not in this browser any more: import it again in Fine-tune, or choose another variant.`,
      )
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
  async withdraw(landmarker: Landmarker | undefined, name: string): Promise<void> {
    if (landmarker && this.#supplied.get(landmarker)?.delete(name)) await landmarker.remove(name)
  }
}
