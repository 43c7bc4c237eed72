import { QualityController, type Quality } from '../../landmarker/adaptive-quality.ts'
import type { Landmarker, Result } from '../../landmarker/landmarker.ts'
import type { TrackTimes } from '../../landmarker/tracking/tracking.ts'
import { AutomaticVariant, toQualitySample } from '../state/automatic-variant.ts'
import type { Networks } from '../state/networks.ts'
import { ACCURATE_VARIANT, FAST_VARIANT } from '../state/state.ts'
import type { AppStore } from '../state/store.ts'

/** In the automatic mode of Live, requests the variant that the measured speed suggests. */
export class VariantPacer {
  readonly #store: AppStore
  readonly #automatic: AutomaticVariant
  readonly #pace = new QualityController()

  /** `onChange` is called when another variant is in use. */
  constructor(store: AppStore, networks: Networks, onChange: (landmarker: Landmarker) => Promise<void>) {
    this.#store = store
    this.#automatic = new AutomaticVariant({
      options: () => store.getState().options,
      use: async (names) => {
        const landmarker = await networks.whenFree()
        if (landmarker) await networks.loadVariants(landmarker, names)
      },
      show: async (variant) => {
        store.setState(({ options }) => ({ options: { ...options, variant } }))
        const { running } = networks
        if (running) await onChange(running)
      },
    })
  }

  /** Adds the times of a camera's frame with faces, at time `at` in milliseconds. */
  addFrame({ backend }: Landmarker, times: TrackTimes, at: number): void {
    const sample = toQualitySample(backend, times, times.frame)
    this.#follow(() => this.#pace.addFrame(sample, at))
  }

  /** Judges the speed by a photo. */
  judgePhoto({ backend }: Landmarker, { faces, times }: Result): void {
    if (faces.length === 0) return
    const sample = toQualitySample(backend, times, times.stage2, faces.length)
    this.#follow(() => this.#pace.judgePhoto(sample))
  }

  /** Forgets the times so far. */
  clear(): void {
    this.#pace.clearTimings()
  }

  #follow(computePace: () => Quality): void {
    const { options } = this.#store.getState()
    if (!options.automatic || options.view !== 'single') return
    const wanted = computePace() === 'precise' ? ACCURATE_VARIANT : FAST_VARIANT
    if (wanted !== options.variant) void this.#automatic.follow(wanted)
  }
}
