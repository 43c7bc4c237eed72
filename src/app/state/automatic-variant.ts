import type { BackendChoice } from '../../landmarker/backend/backends.ts'
import { getErrorMessage } from '../../landmarker/errors.ts'
import type { FrameTiming } from '../../landmarker/adaptive-quality.ts'
import type { CascadeTimes } from '../../landmarker/result.ts'
import { FAST_VARIANT, ACCURATE_VARIANT, variantsToRun, type Options } from './state.ts'

/**
 * Converts the times of one picture to a sample for the quality controller. `all` is the time in milliseconds
 * for all `faces`.
 */
export function toQualitySample(
  backend: BackendChoice,
  { variants }: CascadeTimes,
  all: number,
  faces = 1,
): FrameTiming {
  const [[name, network] = [FAST_VARIANT, 0]] = Object.entries(variants)
  return {
    quality: name === ACCURATE_VARIANT ? 'precise' : 'lite',
    totalMs: all / faces,
    networkMs: backend.name === 'wasm' ? network / faces : 0,
  }
}

/** Delay before weights that failed to load are requested again. */
const RETRY_AFTER_MS = 60_000

/** Functions of the page that it uses. */
export interface AutomaticVariantHost {
  options(): Options
  /** Loads these variants; rejects if that fails, and the former ones stay in use. */
  use(names: readonly string[]): Promise<void>
  /** Shows a variant that is now in use. */
  show(variant: string): Promise<void>
}

/** Changes Live's variant in the automatic mode: loads the next one in the background, then switches. */
export class AutomaticVariant {
  readonly #page: AutomaticVariantHost
  #following = false
  #retryAt = -Infinity

  constructor(page: AutomaticVariantHost) {
    this.#page = page
  }

  /**
   * Changes to a variant. May be called for every frame: it loads once, and retries a while after a failure.
   */
  async follow(variant: string, now = performance.now()): Promise<void> {
    if (this.#following || now < this.#retryAt) return
    this.#following = true
    try {
      await this.#page.use([variant])
      const options = this.#page.options()
      // The options may have changed meanwhile.
      if (options.automatic && options.view === 'single') await this.#page.show(variant)
      else await this.#page.use(variantsToRun(options))
    } catch (error) {
      this.#retryAt = now + RETRY_AFTER_MS
      console.warn(`The variant ${variant} is not used yet: ${getErrorMessage(error)}`)
    } finally {
      this.#following = false
    }
  }
}
