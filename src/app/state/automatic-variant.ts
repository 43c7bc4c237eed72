import type { BackendChoice } from '../../landmarker/backend/backends.ts'
import { messageOf } from '../../landmarker/errors.ts'
import type { Took } from '../../landmarker/adaptive-quality.ts'
import type { CascadeTimes } from '../../landmarker/result.ts'
import { FAST_VARIANT, ACCURATE_VARIANT, variantsToRun, type Options } from './state.ts'

/** What looking at one of so many faces took, `all` milliseconds for all of them. */
export function toQualitySample(
  backend: BackendChoice,
  { variants }: CascadeTimes,
  all: number,
  faces = 1,
): Took {
  const [[name, network] = [FAST_VARIANT, 0]] = Object.entries(variants)
  return {
    pace: name === ACCURATE_VARIANT ? 'full' : 'lite',
    all: all / faces,
    network: backend.name === 'wasm' ? network / faces : 0,
  }
}

/** Milliseconds after which weights that could not be had are asked for again. */
const RETRY_AFTER_MS = 60_000

/** What it needs of the page. */
export interface AutomaticVariantHost {
  options(): Options
  /** Has the networks use these variants; rejects where they cannot be loaded, and those in use stay. */
  use(names: readonly string[]): Promise<void>
  /** Shows a variant, which the networks use now. */
  show(variant: string): Promise<void>
}

/** Live's variant in the automatic mode: another one is loaded while the one in use goes on, then takes its place. */
export class AutomaticVariant {
  readonly #page: AutomaticVariantHost
  #following = false
  #restsUntil = -Infinity

  constructor(page: AutomaticVariantHost) {
    this.#page = page
  }

  /** Changes to a variant. May be told at every frame: it is loaded once, and after a failure a while later. */
  async follow(variant: string, now = performance.now()): Promise<void> {
    if (this.#following || now < this.#restsUntil) return
    this.#following = true
    try {
      await this.#page.use([variant])
      const options = this.#page.options()
      // Meanwhile somebody may have chosen something else.
      if (options.automatic && options.view === 'single') await this.#page.show(variant)
      else await this.#page.use(variantsToRun(options))
    } catch (error) {
      this.#restsUntil = now + RETRY_AFTER_MS
      console.warn(`The variant ${variant} is not used yet: ${messageOf(error)}`)
    } finally {
      this.#following = false
    }
  }
}
