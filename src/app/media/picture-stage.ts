import { getErrorMessage } from '../../landmarker/errors.ts'
import type { Landmarker } from '../../landmarker/landmarker.ts'
import { Presenter } from '../canvas/presenter.ts'
import type { Networks } from '../state/networks.ts'
import type { AppStore } from '../state/store.ts'
import { PictureRequests } from './picture-requests.ts'
import { VariantPacer } from './variant-pacer.ts'

/** Stage of the page, on which camera, clip and photo are shown, one at a time. */
export class PictureStage {
  readonly store: AppStore
  readonly requests: PictureRequests
  readonly presenter: Presenter
  readonly pacer: VariantPacer
  readonly #networks: Networks
  #tracking: { stop(): void } | undefined
  /** Closes what the picture is made of. */
  #close: (() => void) | undefined
  /** True while a picture is on its way whose frames have not begun. */
  #isPending = false

  /** `onVariantChange` is called when the automatic mode has changed the variant. */
  constructor(
    store: AppStore,
    networks: Networks,
    onVariantChange: (landmarker: Landmarker) => Promise<void>,
  ) {
    this.store = store
    this.#networks = networks
    this.presenter = new Presenter(store)
    this.pacer = new VariantPacer(store, networks, onVariantChange)
    this.requests = new PictureRequests(store, () => this.clearPending())
  }

  /**
   * Replaces the picture. `close` will close what the new one is made of; `isPending` says that its frames have not
   * begun.
   */
  take(close: () => void, isPending = false): void {
    this.#release()
    this.#close = close
    this.#isPending = isPending
  }

  /** Waits for the networks; undefined if the request is out of date by then, or they did not start. */
  async awaitNetworks(requestId: number): Promise<Landmarker | undefined> {
    const landmarker = await this.#networks.whenFree()
    if (!landmarker && this.requests.isLatest(requestId)) this.close()
    return this.requests.isLatest(requestId) ? landmarker : undefined
  }

  /** Shows a video's frames with their landmarks. */
  track(landmarker: Landmarker, video: HTMLVideoElement, picture: 'camera' | 'clip'): void {
    this.#isPending = false
    this.#tracking = landmarker.track(
      video,
      ({ frame, faces, times }) => {
        const now = performance.now()
        this.presenter.show({ source: frame, faces, times }, picture)
        // Nobody asked for the clip: it loads no larger networks.
        if (picture === 'camera' && faces.length > 0) this.pacer.addFrame(landmarker, times, now)
      },
      {
        smoothing: () => {
          const { smoothed, smoothing } = this.store.getState().options
          return smoothed ? smoothing : undefined
        },
        onError: (error) => {
          this.close()
          this.store.setState({ alert: getErrorMessage(error) })
        },
      },
    )
  }

  /** Calls off all requests and clears the picture. Returns the number of a request for what follows. */
  close(): number {
    const requestId = this.requests.cancel()
    this.clear()
    return requestId
  }

  /** Clears the picture. */
  clear(): void {
    this.#release()
    this.presenter.clear()
  }

  /** Clears a picture whose frames have not begun. */
  clearPending(): void {
    if (this.#isPending) this.clear()
  }

  #release(): void {
    this.#tracking?.stop()
    this.#tracking = undefined
    this.#close?.()
    this.#close = undefined
    this.#isPending = false
    this.presenter.dropImage()
    this.pacer.clear()
  }
}
