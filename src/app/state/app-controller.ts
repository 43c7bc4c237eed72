import { getErrorMessage } from '../../landmarker/errors.ts'
import { AutomaticVariant } from './automatic-variant.ts'
import { currentSearch, pushSearch, replaceSearch } from './address-bar.ts'
import { parseLayers, parseOptions, migrateSearch, serializeOptions, writeLayers } from './url-state.ts'
import { Presenter } from '../canvas/presenter.ts'
import type { OverlayLayers } from '../canvas/draw.ts'
import { Networks } from './networks.ts'
import { registerOfflineWorker } from '../storage/offline.ts'
import { MediaSources } from '../media/media-sources.ts'
import { DEFAULTS, ACCURATE_VARIANT, variantsToRun, type Options } from './state.ts'
import { Store } from './store.ts'
import { prefersStillness } from '../media/sample-clip.ts'
import { showsClip, usesCamera } from './routes.ts'

/** Connects state, address, networks and pictures; React components call its methods. */
export class AppController {
  readonly #store = new Store()
  readonly #networks = new Networks(this.#store)
  readonly #presenter = new Presenter(this.#store, this.#networks)
  readonly #mediaSources = new MediaSources(
    this.#store,
    this.#networks,
    this.#presenter,
    (variant) => void this.#automatic.follow(variant),
  )

  readonly #automatic = new AutomaticVariant({
    options: () => this.state().options,
    use: async (names) => {
      const landmarker = await this.#networks.whenFree()
      if (landmarker) await this.#networks.loadVariants(landmarker, names)
    },
    show: (variant) => this.#showAutomatic(variant),
  })

  readonly subscribe = this.#store.subscribe
  readonly state = this.#store.state
  /** See Networks. */
  readonly whenNetworksFree = this.#networks.whenFree
  readonly borrow = this.#networks.borrow
  readonly loadVariants = this.#networks.loadVariants
  readonly saveTuned = this.#networks.saveTuned
  /** See MediaSources. */
  readonly startCamera = this.#mediaSources.startCamera
  readonly openPhoto = this.#mediaSources.openPhoto
  readonly openSample = this.#mediaSources.openSample
  readonly close = this.#mediaSources.close
  readonly stopCamera = this.#mediaSources.stopCamera
  readonly startClip = this.#mediaSources.startClip
  readonly toggleClip = this.#mediaSources.toggleClip
  /** See Presenter. */
  readonly attach = this.#presenter.attach
  readonly watch = this.#presenter.watch
  readonly currentImage = this.#presenter.currentImage
  readonly redraw = this.#presenter.redraw

  constructor() {
    this.#migrateAddress()
    // After the networks, so that its downloads do not delay them.
    void this.#networks.started.then(() => {
      this.#offerClip()
      return registerOfflineWorker((update) => this.#store.set({ update }))
    })
    window.addEventListener('popstate', () => {
      this.#migrateAddress()
      const before = this.state().options
      const options = parseOptions(
        location.search,
        this.state().tuned.map(({ name }) => name),
      )
      const { automatic } = options
      // In the automatic mode the variant is not in the address.
      const variant = automatic && before.automatic ? before.variant : options.variant
      this.#store.set({ options: { ...options, variant }, layers: parseLayers(location.search) })
      void this.#apply(before, this.state().options)
    })
  }

  /** Rewrites the keys of old links. */
  #migrateAddress(): void {
    if (/[?&](w|epsilon)=/.test(location.search)) replaceSearch(migrateSearch(location.search))
  }

  /** Networks, if they are ready and not lent. */
  get landmarker() {
    return this.#networks.landmarker
  }

  /** Starts the networks again after a failure. */
  readonly retry = (): void => {
    this.#networks.retry()
    void this.#networks.started.then(() => this.#offerClip())
  }

  /** Plays the sample clip in Live or Compare in which nothing is shown or on its way; not for who prefers stillness. */
  #offerClip(): void {
    const { options, loading, picture, busy, alert } = this.state()
    if (!showsClip(options.view) || loading.phase !== 'ready' || prefersStillness()) return
    if (picture === 'none' && !busy && !alert) void this.#mediaSources.startClip({ asked: false })
  }

  readonly setLayers = (change: Partial<OverlayLayers>): void => {
    const layers = { ...this.state().layers, ...change }
    this.#store.set({ layers })
    writeLayers(layers)
    this.redraw()
  }

  /** Opens another query of the address, as its link would, without loading the page again. */
  readonly openSearch = (search: string): void => {
    pushSearch(search)
    // All that is kept in the address is read again, as on the way back.
    window.dispatchEvent(new PopStateEvent('popstate'))
  }

  readonly dismiss = (): void => this.#store.set({ alert: undefined })

  /** Shows an error. */
  readonly alert = (alert: string): void => this.#store.set({ alert })

  /** Changes options and the address; loads missing variants. */
  readonly choose = async (change: Partial<Options>): Promise<void> => {
    const before = this.state().options
    const options = { ...before, ...change }
    this.#store.set({ options, alert: undefined })
    const search = serializeOptions(options, currentSearch())
    if (options.view === before.view) replaceSearch(search)
    else pushSearch(search)
    await this.#apply(before, options)
  }

  /**
   * Deletes a tuned variant and replaces it by a default where it is in use.
   * @throws Error for the user
   */
  readonly removeTuned = (removed: string): Promise<void> =>
    this.#networks.removeTuned(removed, () => {
      const { variant, compared } = this.state().options
      const others = compared.filter((name) => name !== removed)
      return this.choose({
        variant: variant === removed ? ACCURATE_VARIANT : variant,
        compared: others.length > 1 ? others : DEFAULTS.compared,
      })
    })

  /** Shows the variant to which the automatic mode has changed. */
  async #showAutomatic(variant: string): Promise<void> {
    this.#store.set({ options: { ...this.state().options, variant } })
    const { running } = this.#networks
    if (running) await this.#mediaSources.onVariantsChanged(running)
    this.redraw()
  }

  async #apply(before: Options, options: Options): Promise<void> {
    // Stop a camera that is no longer visible.
    if (!usesCamera(options.view)) this.stopCamera()
    if (!showsClip(options.view)) this.#mediaSources.stopClip()
    if (options.view !== before.view) this.#offerClip()
    const names = variantsToRun(options)
    if (names.join() === variantsToRun(before).join()) return this.redraw()
    const landmarker = await this.#networks.whenFree()
    if (!landmarker || this.state().options !== options) return
    const { busy } = this.state()
    try {
      await this.#networks.loadShownVariants(landmarker, names)
    } catch (error) {
      const { view, variant, compared } = before
      const restored = { ...options, view, variant, compared, automatic: false }
      this.#store.set({ options: restored, busy, alert: getErrorMessage(error) })
      return this.redraw()
    }
    this.#store.set({ busy })
    if (this.state().options === options) await this.#mediaSources.onVariantsChanged(landmarker)
    this.redraw()
  }
}
