import { getErrorMessage } from '../../landmarker/errors.ts'
import { createLandmarker, type Landmarker } from '../../landmarker/landmarker.ts'
import type { ProgressCallback } from '../../landmarker/worker/rpc.ts'
import type { TunedDraft, TunedVariant } from '../../tuning/tuned-variant.ts'
import { parseBackend, parseDetector, parseOptions } from './url-state.ts'
import { Lock } from './lock.ts'
import { TunedVariantStore } from '../storage/tuned-variants.ts'
import { variantsToRun } from './state.ts'
import type { Store } from './store.ts'
import { TEXT } from '../ui/text.ts'
import { formatVariantName } from '../ui/colours.ts'

/** Cache of the weights; other pages on this origin have their own. */
const WEIGHTS_CACHE = 'wingmark-weights'

/** Loads the networks, lends them to other work, and manages the tuned variants of this browser. */
export class Networks {
  readonly #store: Store
  readonly #variantStore = new TunedVariantStore()
  #ready: Promise<Landmarker | undefined>
  #landmarker: Landmarker | undefined
  /** Held while the networks are lent, see `borrow`. */
  readonly #lock = new Lock()

  constructor(store: Store) {
    this.#store = store
    this.#ready = this.#start()
  }

  /** Resolves when the first start has succeeded or failed. */
  get started(): Promise<unknown> {
    return this.#ready
  }

  /** Networks, if they are ready, lent or not. */
  get running(): Landmarker | undefined {
    return this.#landmarker
  }

  /** Networks, if they are ready and not lent. */
  get landmarker(): Landmarker | undefined {
    return this.#lock.isHeld ? undefined : this.#landmarker
  }

  async #start(): Promise<Landmarker | undefined> {
    try {
      const reading = this.#loadTuned()
      // Only an address that names a tuned variant has to wait for IndexedDB.
      if (location.search.includes('tuned-')) await reading
      const names = variantsToRun(this.#store.state().options)
      const [first] = names
      const made = this.#store.state().tuned.find(({ name }) => name === first)
      const progress = (loaded: number, total: number) =>
        this.#store.set({ loading: { phase: 'loading', loaded, total } })
      const landmarker = await createLandmarker({
        variant: made?.base ?? first,
        backend: parseBackend(location.search),
        detector: parseDetector(location.search),
        cache: WEIGHTS_CACHE,
        progress,
        onBackend: (backend) => {
          if (this.#store.state().loading.phase === 'ready')
            this.#store.set({ loading: { phase: 'ready', backend } })
        },
        onRestart: ({ backend, reason }) =>
          this.#store.set({
            loading: { phase: 'ready', backend },
            alert: TEXT.shell.networksRestarted(backend.name, reason),
          }),
      })
      if (made || names.length > 1) {
        await this.loadVariants(landmarker, names, progress)
      }
      this.#store.set({ loading: { phase: 'warming' } })
      await landmarker.warmUp()
      this.#landmarker = landmarker
      this.#store.set({ loading: { phase: 'ready', backend: landmarker.backend } })
      return landmarker
    } catch (error) {
      this.#store.set({ loading: { phase: 'failed', message: getErrorMessage(error) }, busy: undefined })
      return undefined
    }
  }

  async #loadTuned(): Promise<void> {
    await this.#variantStore.load()
    this.#publishTuned()
    if (location.search.includes('tuned-')) {
      this.#store.set({
        options: parseOptions(
          location.search,
          this.#variantStore.tuned.map(({ name }) => name),
        ),
      })
    }
  }

  /** Starts the networks again after a failure. */
  readonly retry = (): void => {
    if (this.#store.state().loading.phase !== 'failed') return
    this.#store.set({ loading: { phase: 'loading', loaded: 0, total: 0 } })
    this.#ready = this.#start()
  }

  /** Waits until the networks are ready and not lent; undefined if they fail to start. */
  readonly whenFree = async (): Promise<Landmarker | undefined> => {
    const landmarker = await this.#ready
    await this.#lock.untilFree()
    return landmarker
  }

  /**
   * Lends the networks to other work, which may use any variants. Meanwhile the page's own pictures wait, and
   * then find their variants in use again. Borrowers take turns. Undefined if the networks could not be
   * loaded.
   */
  readonly borrow = async <T>(work: (landmarker: Landmarker) => Promise<T>): Promise<T | undefined> => {
    const landmarker = await this.#ready
    if (!landmarker) return undefined
    try {
      return await this.#lock.hold(
        () => work(landmarker),
        async (isWanted) => {
          // The next borrower chooses its own variants.
          if (isWanted) return
          // A failure to load another view's variants is reported when that view requests them.
          await this.loadVariants(landmarker, variantsToRun(this.#store.state().options)).catch(
            () => undefined,
          )
        },
      )
    } finally {
      // Notifies views that the networks are available again.
      this.#store.set({})
    }
  }

  /**
   * Loads these variants, tuned ones included.
   * @throws Error for the user; the former variants stay in use
   */
  readonly loadVariants = async (
    landmarker: Landmarker,
    names: readonly string[],
    progress?: ProgressCallback,
  ): Promise<void> => {
    await this.#variantStore.register(landmarker, names, progress)
    await landmarker.use(names, progress)
  }

  /**
   * Loads the variants of the page's own pictures and shows the progress.
   * @throws as `loadVariants`
   */
  async loadShownVariants(landmarker: Landmarker, names: readonly string[]): Promise<void> {
    const progress = (loaded: number, total: number) =>
      this.#store.set({
        busy: TEXT.shell.loadingVariants(
          names.map(formatVariantName).join(', '),
          Math.round((100 * loaded) / total),
        ),
      })
    await this.loadVariants(landmarker, names, progress)
  }

  /**
   * Saves a tuned variant in this browser.
   * @throws Error for the user
   */
  readonly saveTuned = async (draft: TunedDraft): Promise<TunedVariant> => {
    const variant = await this.#variantStore.save(draft)
    this.#publishTuned()
    return variant
  }

  /**
   * Deletes a tuned variant; `leave` stops using it.
   * @throws Error for the user
   */
  async removeTuned(name: string, leave: () => Promise<void>): Promise<void> {
    await this.#variantStore.remove(name)
    this.#publishTuned()
    await leave()
    // Other work may still be using it.
    await this.#variantStore.unregister(await this.whenFree(), name)
  }

  #publishTuned(): void {
    const { tuned, stale } = this.#variantStore
    this.#store.set({ tuned, stale })
  }
}
