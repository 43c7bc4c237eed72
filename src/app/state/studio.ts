import { getErrorMessage } from '../../landmarker/errors.ts'
import { AutomaticVariant } from './automatic-variant.ts'
import { currentSearch, pushSearch, replaceSearch } from './address-bar.ts'
import { layersOf, optionsOf, renewSearch, searchOf, writeLayers } from './url-state.ts'
import { Display } from '../canvas/display.ts'
import type { Layers } from '../canvas/draw.ts'
import { Networks } from './networks.ts'
import { keepOffline } from '../storage/offline.ts'
import { Pictures } from '../media/sources.ts'
import { DEFAULTS, STRONG, variantsToRun, type Options } from './state.ts'
import { Store } from './store.ts'
import { usesCamera } from './routes.ts'

/** The page's work, behind what React shows of it: what is chosen, and with which address. */
export class Studio {
  readonly #store = new Store()
  readonly #networks = new Networks(this.#store)
  readonly #display = new Display(this.#store, this.#networks)
  readonly #pictures = new Pictures(
    this.#store,
    this.#networks,
    this.#display,
    (variant) => void this.#automatic.follow(variant),
  )

  readonly #automatic = new AutomaticVariant({
    options: () => this.state().options,
    use: async (names) => {
      const landmarker = await this.#networks.free()
      if (landmarker) await this.#networks.equip(landmarker, names)
    },
    show: (variant) => this.#showAutomatic(variant),
  })

  readonly subscribe = this.#store.subscribe
  readonly state = this.#store.state
  /** See Networks. */
  readonly networks = this.#networks.free
  readonly borrow = this.#networks.borrow
  readonly equip = this.#networks.equip
  readonly retry = this.#networks.retry
  readonly keepTuned = this.#networks.keepTuned
  /** See Pictures. */
  readonly startCamera = this.#pictures.startCamera
  readonly openPhoto = this.#pictures.openPhoto
  readonly openSample = this.#pictures.openSample
  readonly close = this.#pictures.close
  readonly stopCamera = this.#pictures.stopCamera
  /** See Display. */
  readonly attach = this.#display.attach
  readonly watch = this.#display.watch
  readonly picture = this.#display.picture
  readonly redraw = this.#display.redraw

  constructor() {
    this.#renewAddress()
    // Afterwards: what it loads should not hold up the networks.
    void this.#networks.started.then(() => keepOffline((update) => this.#store.set({ update })))
    window.addEventListener('popstate', () => {
      this.#renewAddress()
      const before = this.state().options
      const options = optionsOf(
        location.search,
        this.state().tuned.map(({ name }) => name),
      )
      const { automatic } = options
      // The address does not say which variant the machine's speed has chosen.
      const variant = automatic && before.automatic ? before.variant : options.variant
      this.#store.set({ options: { ...options, variant }, layers: layersOf(location.search) })
      void this.#apply(before, this.state().options)
    })
  }

  /** An old link says what it means in keys of today. */
  #renewAddress(): void {
    if (/[?&](w|epsilon)=/.test(location.search)) replaceSearch(renewSearch(location.search))
  }

  /** The networks, once they are ready, while they are not lent. */
  get landmarker() {
    return this.#networks.landmarker
  }

  readonly setLayers = (change: Partial<Layers>): void => {
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
    const search = searchOf(options, currentSearch())
    if (options.view === before.view) replaceSearch(search)
    else pushSearch(search)
    await this.#apply(before, options)
  }

  /** Deletes a tuned variant; where it is shown, the usual ones are. @throws Error with a sentence. */
  readonly removeTuned = (removed: string): Promise<void> =>
    this.#networks.removeTuned(removed, () => {
      const { variant, compared } = this.state().options
      const others = compared.filter((name) => name !== removed)
      return this.choose({
        variant: variant === removed ? STRONG : variant,
        compared: others.length > 1 ? others : DEFAULTS.compared,
      })
    })

  /** Shows the variant that the automatic mode has changed to. */
  async #showAutomatic(variant: string): Promise<void> {
    this.#store.set({ options: { ...this.state().options, variant } })
    const { running } = this.#networks
    if (running) await this.#pictures.changed(running)
    this.redraw()
  }

  async #apply(before: Options, options: Options): Promise<void> {
    // A camera that nobody sees is switched off.
    if (!usesCamera(options.view)) this.stopCamera()
    const names = variantsToRun(options)
    if (names.join() === variantsToRun(before).join()) return this.redraw()
    const landmarker = await this.#networks.free()
    if (!landmarker || this.state().options !== options) return
    const { busy } = this.state()
    try {
      await this.#networks.use(landmarker, names)
    } catch (error) {
      const { view, variant, compared } = before
      const restored = { ...options, view, variant, compared, automatic: false }
      this.#store.set({ options: restored, busy, alert: getErrorMessage(error) })
      return this.redraw()
    }
    this.#store.set({ busy })
    if (this.state().options === options) await this.#pictures.changed(landmarker)
    this.redraw()
  }
}
