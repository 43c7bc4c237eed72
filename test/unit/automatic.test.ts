import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AutomaticVariant } from '../../src/app/state/automatic-variant.ts'
import {
  DEFAULTS,
  FAST_VARIANT,
  ACCURATE_VARIANT,
  selectVariant,
  variantsToRun,
  type Options,
} from '../../src/app/state/state.ts'

/** A page whose networks are changed when the test says so. */
class HeldPage {
  options: Options = DEFAULTS
  /** Variants that the networks were told to use and the page to show, in this order. */
  readonly events: string[] = []
  readonly #waiting: { readonly done: () => void; readonly fail: (error: Error) => void }[] = []
  readonly automatic = new AutomaticVariant({
    options: () => this.options,
    use: (names) => {
      this.events.push(`use ${names.join()}`)
      return new Promise((done, fail) => this.#waiting.push({ done, fail }))
    },
    show: (variant) => {
      this.events.push(`show ${variant}`)
      this.options = { ...this.options, variant }
      return Promise.resolve()
    },
  })

  /** The networks have what they were asked for, or cannot have it. */
  async answer(error?: Error): Promise<void> {
    const { done, fail } = this.#waiting.splice(0, 1)[0]!
    if (error) fail(error)
    else done()
    // Whoever waits for it goes on.
    await new Promise((resolve) => setTimeout(resolve))
  }
}

let page: HeldPage
beforeEach(() => {
  page = new HeldPage()
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe('the automatic mode', () => {
  it('begins with lite in Live, looks into precise in X-ray, and trains Wing', () => {
    expect(DEFAULTS.automatic).toBe(true)
    expect([FAST_VARIANT, ACCURATE_VARIANT]).toEqual(['lite', 'precise'])
    for (const view of ['single', 'losses', 'evaluate', 'balancing', 'about'] as const) {
      expect(variantsToRun({ ...DEFAULTS, view })).toEqual(['lite'])
    }
    expect(variantsToRun({ ...DEFAULTS, view: 'xray' })).toEqual(['precise'])
    expect(selectVariant({ ...DEFAULTS, view: 'xray', automatic: false })).toBe('lite')
  })

  it('uses a variant in Fine-tune that has an output layer to train', () => {
    const tune = { ...DEFAULTS, view: 'tune' } as const
    expect(variantsToRun(tune)).toEqual(['wing'])
    const choose = (variant: string) => selectVariant({ ...tune, variant, automatic: false })
    expect(['l1', 'tuned-2', 'lite', 'precise'].map(choose)).toEqual(['l1', 'tuned-2', 'wing', 'wing'])
  })

  it('shows a variant only once the networks use it, and asks for it once', async () => {
    for (let frame = 0; frame < 5; frame++) void page.automatic.follow('wing')
    expect(page.events).toEqual(['use wing'])
    expect(page.options.variant).toBe('lite')
    await page.answer()
    expect(page.events).toEqual(['use wing', 'show wing'])
  })

  it.each([
    ['the mode is left', { automatic: false }, 'use lite'],
    ['another view is opened', { view: 'compare', compared: ['l2', 'lite'] }, 'use l2,lite'],
    ['another variant is chosen', { automatic: false, variant: 'l1' }, 'use l1'],
  ] as const)('gives way when %s while it loads', async (_, change, wanted) => {
    void page.automatic.follow('wing')
    page.options = { ...page.options, ...change }
    await page.answer()
    expect(page.events).toEqual(['use wing', wanted])
    await page.answer()
    // And can follow again.
    page.options = DEFAULTS
    void page.automatic.follow('wing')
    await page.answer()
    expect(page.events.at(-1)).toBe('show wing')
  })

  it('goes on with what there is when a variant cannot be loaded, and asks again a minute later', async () => {
    const warned = vi.spyOn(console, 'warn').mockReturnValue()
    void page.automatic.follow('wing', 1000)
    await page.answer(new Error('there is no network'))
    expect(warned.mock.lastCall?.join()).toContain('there is no network')
    for (let now = 1033; now < 61_000; now += 33) void page.automatic.follow('wing', now)
    expect(page.events).toEqual(['use wing'])
    void page.automatic.follow('wing', 61_001)
    await page.answer()
    expect(page.events).toEqual(['use wing', 'use wing', 'show wing'])
  })
})
