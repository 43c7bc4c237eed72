import type { BackendChoice } from '../../landmarker/backend/backends.ts'
import { getErrorMessage } from '../../landmarker/errors.ts'
import type { FrameTiming } from '../../landmarker/adaptive-quality.ts'
import type { CascadeTimes } from '../../landmarker/result.ts'
import { SLIM, STRONG, variantsToRun, type Options } from './state.ts'

/** What looking at one of so many faces took, `all` milliseconds for all of them. */
export function tookOf(
  backend: BackendChoice,
  { variants }: CascadeTimes,
  all: number,
  faces = 1,
): FrameTiming {
  const [[name, network] = [SLIM, 0]] = Object.entries(variants)
  return {
    quality: name === STRONG ? 'full' : 'lite',
    totalMs: all / faces,
    networkMs: backend.name === 'wasm' ? network / faces : 0,
  }
}

/** Milliseconds after which weights that could not be had are asked for again. */
const REST = 60_000

/** What it needs of the page. */
export interface AutomaticPage {
  options(): Options
  /** Has the networks use these variants; rejects where they cannot be loaded, and those in use stay. */
  use(names: readonly string[]): Promise<void>
  /** Shows a variant, which the networks use now. */
  show(variant: string): Promise<void>
}

/** Live's variant in the automatic mode: another one is loaded while the one in use goes on, then takes its place. */
export class AutomaticVariant {
  readonly #page: AutomaticPage
  #following = false
  #restsUntil = -Infinity

  constructor(page: AutomaticPage) {
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
      this.#restsUntil = now + REST
      console.warn(`The variant ${variant} is not used yet: ${getErrorMessage(error)}`)
    } finally {
      this.#following = false
    }
  }
}
