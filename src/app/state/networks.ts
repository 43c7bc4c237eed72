import { getErrorMessage } from '../../landmarker/errors.ts'
import { createLandmarker, type Landmarker } from '../../landmarker/landmarker.ts'
import type { ProgressCallback } from '../../landmarker/worker/rpc.ts'
import type { TunedDraft, TunedVariant } from '../../tuning/tuned-variant.ts'
import { TunedVariantStore } from '../storage/tuned-variants.ts'
import { TEXT } from '../ui/text.ts'
import { decodeEngine, decodeOptions } from './address/address.ts'
import { Lock } from './lock.ts'
import { variantsToRun } from './state.ts'
import { appStore, type AppStore } from './store.ts'

/** Cache of the weights; other pages on this origin have their own. */
const WEIGHTS_CACHE = 'wingmark-weights'

/** Loads the networks, lends them to other work, and manages the tuned variants of this browser. */
export class Networks {
  readonly #store: AppStore
  readonly #variantStore = new TunedVariantStore()
  #ready: Promise<Landmarker | undefined> = Promise.resolve(undefined)
  #isStarted = false
  #landmarker: Landmarker | undefined
  /** Held while the networks are lent, see `borrow`. */
  readonly #lock = new Lock()

  constructor(store: AppStore) {
    this.#store = store
  }

  /** Starts the networks, or again after a failure. Resolves when that has succeeded or failed. */
  start(): Promise<unknown> {
    const { loading } = this.#store.getState()
    if (this.#isStarted && loading.phase !== 'failed') return this.#ready
    this.#isStarted = true
    this.#store.setState({ loading: { phase: 'loading', loaded: 0, total: 0 } })
    return (this.#ready = this.#start())
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
    const { getState, setState } = this.#store
    try {
      const reading = this.#loadTuned()
      // Only an address that names a tuned variant has to wait for IndexedDB.
      if (this.#namesTuned()) await reading
      const { options, search, tuned } = getState()
      const names = variantsToRun(options)
      const [first] = names
      const made = tuned.find(({ name }) => name === first)
      const progress = (loaded: number, total: number) =>
        setState({ loading: { phase: 'loading', loaded, total } })
      const landmarker = await createLandmarker({
        variant: made?.base ?? first,
        ...decodeEngine(search),
        cache: WEIGHTS_CACHE,
        progress,
        onBackend: (backend) => {
          if (getState().loading.phase === 'ready') setState({ loading: { phase: 'ready', backend } })
        },
        onRestart: ({ backend, reason }) =>
          setState({
            loading: { phase: 'ready', backend },
            alert: TEXT.shell.networksRestarted(backend.name, reason),
          }),
      })
      if (made || names.length > 1) {
        await this.loadVariants(landmarker, names, progress)
      }
      setState({ loading: { phase: 'warming' } })
      await landmarker.warmUp()
      this.#landmarker = landmarker
      this.#publishVariants()
      setState({ loading: { phase: 'ready', backend: landmarker.backend } })
      return landmarker
    } catch (error) {
      setState({ loading: { phase: 'failed', message: getErrorMessage(error) }, busy: undefined })
      return undefined
    }
  }

  #namesTuned(): boolean {
    return this.#store.getState().search.includes('tuned-')
  }

  async #loadTuned(): Promise<void> {
    await this.#variantStore.load()
    this.#publishTuned()
    if (!this.#namesTuned()) return
    const { search, tuned } = this.#store.getState()
    const names = tuned.map(({ name }) => name)
    this.#store.setState({ options: decodeOptions(search, names) })
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
    const lending = this.#lock.hold(
      () => work(landmarker),
      async (isWanted) => {
        // The next borrower chooses its own variants.
        if (isWanted) return
        // A failure to load another view's variants is reported when that view requests them.
        await this.loadVariants(landmarker, variantsToRun(this.#store.getState().options)).catch(
          () => undefined,
        )
      },
    )
    this.#publishVariants()
    try {
      return await lending
    } finally {
      this.#publishVariants()
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
    this.#publishVariants()
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

  #publishVariants(): void {
    this.#store.setState({ variants: this.landmarker?.variants })
  }

  #publishTuned(): void {
    const { tuned, stale } = this.#variantStore
    this.#store.setState({ tuned, stale })
  }
}

/** Networks of this page. */
export const networks = new Networks(appStore)
