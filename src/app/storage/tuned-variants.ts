import type { DBSchema } from 'idb'
import { getErrorMessage } from '../../landmarker/errors.ts'
import type { Landmarker } from '../../landmarker/landmarker.ts'
import type { ProgressCallback } from '../../landmarker/worker/rpc.ts'
import { fitsBase, isTunedVariant, type TunedDraft, type TunedVariant } from '../../tuning/tuned-variant.ts'
import { formatVariantName } from '../ui/colours.ts'
import { withDatabase, type DatabaseLayout } from './database.ts'
import { nextTunedName, parseTunedNumber } from './tuned-name.ts'
import { TUNING_BASES } from './tuning-bases.ts'
import { TEXT } from '../ui/text.ts'

/** Name of the browser's database. */
export const DATABASE_NAME = 'wingmark'
const STORE_NAME = 'tuned'

interface Schema extends DBSchema {
  [STORE_NAME]: { key: string; value: TunedVariant }
}

const LAYOUT: DatabaseLayout<Schema> = {
  name: DATABASE_NAME,
  create: (database) => database.createObjectStore(STORE_NAME, { keyPath: 'name' }),
}

/** Runs `work` while no other tab saves, where the browser has locks: they need HTTPS or localhost. */
async function holdTabLock<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request(DATABASE_NAME, work) : work()
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
      const all = await withDatabase(LAYOUT, 'readonly', (database): Promise<unknown[]> =>
        database.getAll(STORE_NAME),
      )
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
    return holdTabLock(async () => {
      // Another tab may have saved some.
      await this.load()
      const variant: TunedVariant = { ...draft, name: nextTunedName(this.#all) }
      try {
        await withDatabase(LAYOUT, 'readwrite', (database) => database.add(STORE_NAME, variant))
      } catch (error) {
        throw new Error(TEXT.storage.variantNotSaved(getErrorMessage(error)), { cause: error })
      }
      await this.load()
      return variant
    })
  }

  /** @throws Error with a sentence if the browser does not let go of it. */
  async remove(name: string): Promise<void> {
    try {
      await withDatabase(LAYOUT, 'readwrite', (database) => database.delete(STORE_NAME, name))
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
