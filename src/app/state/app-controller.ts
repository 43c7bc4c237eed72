import { messageOf } from '../../landmarker/errors.ts'
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
import { usesCamera } from './routes.ts'

/** The page's work, behind what React shows of it: what is chosen, and with which address. */
export class AppController {
  readonly #store = new Store()
  readonly #whenNetworksFree = new Networks(this.#store)
  readonly #display = new Presenter(this.#store, this.#whenNetworksFree)
  readonly #mediaSources = new MediaSources(
    this.#store,
    this.#whenNetworksFree,
    this.#display,
    (variant) => void this.#automatic.follow(variant),
  )

  readonly #automatic = new AutomaticVariant({
    options: () => this.state().options,
    use: async (names) => {
      const landmarker = await this.#whenNetworksFree.whenFree()
      if (landmarker) await this.#whenNetworksFree.loadVariants(landmarker, names)
    },
    show: (variant) => this.#showAutomatic(variant),
  })

  readonly subscribe = this.#store.subscribe
  readonly state = this.#store.state
  /** See Networks. */
  readonly whenNetworksFree = this.#whenNetworksFree.whenFree
  readonly borrow = this.#whenNetworksFree.borrow
  readonly loadVariants = this.#whenNetworksFree.loadVariants
  readonly retry = this.#whenNetworksFree.retry
  readonly saveTuned = this.#whenNetworksFree.saveTuned
  /** See Pictures. */
  readonly startCamera = this.#mediaSources.startCamera
  readonly openPhoto = this.#mediaSources.openPhoto
  readonly openSample = this.#mediaSources.openSample
  readonly close = this.#mediaSources.close
  readonly stopCamera = this.#mediaSources.stopCamera
  /** See Display. */
  readonly attach = this.#display.attach
  readonly watch = this.#display.watch
  readonly picture = this.#display.picture
  readonly redraw = this.#display.redraw

  constructor() {
    this.#renewAddress()
    // Afterwards: what it loads should not hold up the networks.
    void this.#whenNetworksFree.started.then(() =>
      registerOfflineWorker((update) => this.#store.set({ update })),
    )
    window.addEventListener('popstate', () => {
      this.#renewAddress()
      const before = this.state().options
      const options = parseOptions(
        location.search,
        this.state().tuned.map(({ name }) => name),
      )
      const { automatic } = options
      // The address does not say which variant the machine's speed has chosen.
      const variant = automatic && before.automatic ? before.variant : options.variant
      this.#store.set({ options: { ...options, variant }, layers: parseLayers(location.search) })
      void this.#apply(before, this.state().options)
    })
  }

  /** An old link says what it means in keys of today. */
  #renewAddress(): void {
    if (/[?&](w|epsilon)=/.test(location.search)) replaceSearch(migrateSearch(location.search))
  }

  /** The networks, once they are ready, while they are not lent. */
  get landmarker() {
    return this.#whenNetworksFree.landmarker
  }

  readonly setLayers = (change: Partial<OverlayLayers>): void => {
    const layers = { ...this.state().layers, ...change }
    this.#store.set({ layers })
    writeLayers(layers)
    this.redraw()
  }

  readonly dismiss = (): void => this.#store.set({ alert: undefined })

  /** Says what went wrong. */
  readonly alert = (alert: string): void => this.#store.set({ alert })

  /** Changes what is shown and how; loads variants that are not there yet. */
  readonly choose = async (change: Partial<Options>): Promise<void> => {
    const before = this.state().options
    const options = { ...before, ...change }
    this.#store.set({ options, alert: undefined })
    const search = serializeOptions(options, currentSearch())
    if (options.view === before.view) replaceSearch(search)
    else pushSearch(search)
    await this.#apply(before, options)
  }

  /** Deletes a tuned variant; where it is shown, the usual ones are. @throws Error with a sentence. */
  readonly removeTuned = (removed: string): Promise<void> =>
    this.#whenNetworksFree.removeTuned(removed, () => {
      const { variant, compared } = this.state().options
      const others = compared.filter((name) => name !== removed)
      return this.choose({
        variant: variant === removed ? ACCURATE_VARIANT : variant,
        compared: others.length > 1 ? others : DEFAULTS.compared,
      })
    })

  /** Shows the variant that the automatic mode has changed to. */
  async #showAutomatic(variant: string): Promise<void> {
    this.#store.set({ options: { ...this.state().options, variant } })
    const { running } = this.#whenNetworksFree
    if (running) await this.#mediaSources.onVariantsChanged(running)
    this.redraw()
  }

  async #apply(before: Options, options: Options): Promise<void> {
    // A camera that nobody sees is switched off.
    if (!usesCamera(options.view)) this.stopCamera()
    const names = variantsToRun(options)
    if (names.join() === variantsToRun(before).join()) return this.redraw()
    const landmarker = await this.#whenNetworksFree.whenFree()
    if (!landmarker || this.state().options !== options) return
    const { busy } = this.state()
    try {
      await this.#whenNetworksFree.use(landmarker, names)
    } catch (error) {
      const { view, variant, compared } = before
      const restored = { ...options, view, variant, compared, automatic: false }
      this.#store.set({ options: restored, busy, alert: messageOf(error) })
      return this.redraw()
    }
    this.#store.set({ busy })
    if (this.state().options === options) await this.#mediaSources.onVariantsChanged(landmarker)
    this.redraw()
  }
}
