import { messageOf } from '../../landmarker/errors.ts'
import { createLandmarker, type Landmarker } from '../../landmarker/landmarker.ts'
import type { Progress } from '../../landmarker/worker/rpc.ts'
import type { TunedDraft, TunedVariant } from '../../tuning/tuned-variant.ts'
import { backendOf, detectorOf, optionsOf } from './url-state.ts'
import { Lock } from './lock.ts'
import { Shelf } from '../storage/tuned-variants.ts'
import { variantsToRun } from './state.ts'
import type { Store } from './store.ts'

/** Where the page keeps weights; other programs on this origin have caches of their own. */
const WEIGHTS_CACHE = 'wingmark-weights'

/** The page's networks: started once, lent to other work, and with them the variants that this browser keeps. */
export class Networks {
  readonly #store: Store
  readonly #shelf = new Shelf()
  #ready: Promise<Landmarker | undefined>
  #landmarker: Landmarker | undefined
  /** Held while other work has the networks: see `borrow`. */
  readonly #lock = new Lock()

  constructor(store: Store) {
    this.#store = store
    this.#ready = this.#start()
  }

  /** Comes when the first start has ended, well or not. */
  get started(): Promise<unknown> {
    return this.#ready
  }

  /** The networks, once they are ready, lent or not. */
  get running(): Landmarker | undefined {
    return this.#landmarker
  }

  /** The networks, once they are ready, while they are not lent. */
  get landmarker(): Landmarker | undefined {
    return this.#lock.isHeld ? undefined : this.#landmarker
  }

  async #start(): Promise<Landmarker | undefined> {
    try {
      const reading = this.#readShelf()
      // Nobody else waits for the browser's database.
      if (location.search.includes('tuned-')) await reading
      const names = variantsToRun(this.#store.state().options)
      const [first] = names
      const made = this.#store.state().tuned.find(({ name }) => name === first)
      const progress = (loaded: number, total: number) =>
        this.#store.set({ engine: { phase: 'loading', loaded, total } })
      const landmarker = await createLandmarker({
        variant: made?.base ?? first,
        backend: backendOf(location.search),
        detector: detectorOf(location.search),
        cache: WEIGHTS_CACHE,
        progress,
        onBackend: (backend) => {
          if (this.#store.state().engine.phase === 'ready')
            this.#store.set({ engine: { phase: 'ready', backend } })
        },
        onRestart: ({ backend, reason }) =>
          this.#store.set({
            engine: { phase: 'ready', backend },
            alert: `The networks were started again, on ${backend.name}, because ${reason}. What you were doing goes on.`,
          }),
      })
      if (made || names.length > 1) {
        await this.equip(landmarker, names, progress)
      }
      this.#store.set({ engine: { phase: 'warming' } })
      await landmarker.warmUp()
      this.#landmarker = landmarker
      this.#store.set({ engine: { phase: 'ready', backend: landmarker.backend } })
      return landmarker
    } catch (error) {
      this.#store.set({ engine: { phase: 'failed', message: messageOf(error) }, busy: undefined })
      return undefined
    }
  }

  async #readShelf(): Promise<void> {
    await this.#shelf.load()
    this.#showShelf()
    if (location.search.includes('tuned-')) {
      this.#store.set({
        options: optionsOf(
          location.search,
          this.#shelf.tuned.map(({ name }) => name),
        ),
      })
    }
  }

  /** Starts the networks that did not start. */
  readonly retry = (): void => {
    if (this.#store.state().engine.phase !== 'failed') return
    this.#store.set({ engine: { phase: 'loading', loaded: 0, total: 0 } })
    this.#ready = this.#start()
  }

  /** The networks, once they are there and not lent; undefined if they do not start. */
  readonly free = async (): Promise<Landmarker | undefined> => {
    const landmarker = await this.#ready
    await this.#lock.untilFree()
    return landmarker
  }

  /**
   * Lends the networks to other work, which may use any variants. Until it ends the page's own pictures
   * wait; then they find theirs in use again. Other borrowers wait for their turn. Undefined if the networks could not be loaded.
   */
  readonly borrow = async <T>(work: (landmarker: Landmarker) => Promise<T>): Promise<T | undefined> => {
    const landmarker = await this.#ready
    if (!landmarker) return undefined
    try {
      return await this.#lock.hold(
        () => work(landmarker),
        async (isWanted) => {
          // The next borrower chooses variants of its own.
          if (isWanted) return
          // Those of another view that cannot be loaded are reported where that view asks for them.
          await this.equip(landmarker, variantsToRun(this.#store.state().options)).catch(() => undefined)
        },
      )
    } finally {
      // Views that look with the networks see that they are back.
      this.#store.set({})
    }
  }

  /**
   * Has the networks use these variants, tuned ones too.
   * @throws Error with a sentence; the variants in use stay as they were.
   */
  readonly equip = async (
    landmarker: Landmarker,
    names: readonly string[],
    progress?: Progress,
  ): Promise<void> => {
    await this.#shelf.supply(landmarker, names, progress)
    await landmarker.use(names, progress)
  }

  /** The same for the page's own pictures, saying how far they are loaded. @throws as `equip` */
  async use(landmarker: Landmarker, names: readonly string[]): Promise<void> {
    const progress = (loaded: number, total: number) =>
      this.#store.set({ busy: `Loading ${names.join(', ')}: ${Math.round((100 * loaded) / total)}%` })
    await this.equip(landmarker, names, progress)
  }

  /** Keeps a tuned variant in this browser. @throws Error with a sentence. */
  readonly keepTuned = async (draft: TunedDraft): Promise<TunedVariant> => {
    const variant = await this.#shelf.keep(draft)
    this.#showShelf()
    return variant
  }

  /** Deletes one that is not in use any more once `leave` is done. @throws Error with a sentence. */
  async removeTuned(name: string, leave: () => Promise<void>): Promise<void> {
    await this.#shelf.remove(name)
    this.#showShelf()
    await leave()
    // Other work may still have it in use.
    await this.#shelf.withdraw(await this.free(), name)
  }

  #showShelf(): void {
    const { tuned, stale } = this.#shelf
    this.#store.set({ tuned, stale })
  }
}
