import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchImage } from '../../src/app/canvas/shown-image.ts'
import { Presenter } from '../../src/app/canvas/presenter.ts'
import type { AnalysedImage } from '../../src/app/canvas/render-image.ts'
import { choose } from '../../src/app/state/choose.ts'
import { networks } from '../../src/app/state/networks.ts'
import { openSearch } from '../../src/app/state/start-page.ts'
import { appStore, createAppStore } from '../../src/app/state/store.ts'

/** What the networks were asked to use, and whether they refuse. */
const used: string[] = []
let refusal: Error | undefined

vi.mock('../../src/landmarker/landmarker.ts', () => ({
  createLandmarker: () => {
    const landmarker = {
      backend: { name: 'wasm', reason: 'asked for' },
      variants: ['lite'] as readonly string[],
      warmUp: () => Promise.resolve(),
      use: async (names: readonly string[]) => {
        used.push(names.join())
        if (refusal) throw refusal
        landmarker.variants = names
      },
    }
    return Promise.resolve(landmarker)
  },
}))

const location = { pathname: '/', search: '', hash: '' }
const replaced = vi.fn()
const pushed = vi.fn()
const write = (spy: typeof pushed) => (_state: unknown, _unused: string, address: string) => {
  spy(address)
  location.search = address.slice(1)
}

beforeEach(async () => {
  vi.stubGlobal('location', location)
  vi.stubGlobal('history', { state: null, replaceState: write(replaced), pushState: write(pushed) })
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
  location.search = ''
  appStore.setState(appStore.getInitialState())
  // As after a failure: each test has networks of its own.
  appStore.setState({ loading: { phase: 'failed', message: '' } })
  await networks.start()
  used.length = 0
  refusal = undefined
  vi.clearAllMocks()
})
afterEach(() => vi.unstubAllGlobals())

describe('the state of the page', () => {
  it('begins with what the address says, its old keys renamed', () => {
    const state = createAppStore('?view=tune&w=6&show=box&variant=wing').getState()
    expect(state.search).toBe('?view=tune&show=box&variant=wing&tune-w=6')
    expect(state.options).toMatchObject({ view: 'tune', variant: 'wing', automatic: false })
    expect(state.settings.tune.w).toBe(6)
    expect(state.settings.losses.w).toBe(10)
    expect(state.layers).toMatchObject({ box: true, points: false })
  })

  it('keeps the parts that do not change, so that selectors give the same objects', () => {
    const before = appStore.getState()
    appStore.setState({ busy: 'waiting' })
    const { options, layers, settings, search } = appStore.getState()
    expect([options, layers, settings, search]).toEqual([before.options, before.layers, before.settings, ''])
    expect(options).toBe(before.options)
    expect(layers).toBe(before.layers)
    expect(settings).toBe(before.settings)
  })
})

describe('choosing', () => {
  it('a variant is said in the address, in this entry of the history, and used', async () => {
    await choose({ variant: 'wing', automatic: false })
    expect(used).toEqual(['wing'])
    expect(appStore.getState()).toMatchObject({
      search: '?variant=wing',
      variants: ['wing'],
      busy: undefined,
    })
    expect(replaced.mock.calls).toEqual([['/?variant=wing']])
    expect(pushed).not.toHaveBeenCalled()
  })

  it('another view is a new entry; the networks go on if it needs no others', async () => {
    await choose({ view: 'losses' })
    expect(pushed.mock.calls).toEqual([['/?view=losses']])
    expect(used).toEqual([])
    await choose({ view: 'xray' })
    expect(used).toEqual(['precise'])
  })

  it('a variant that cannot be loaded leaves the former one, and says why', async () => {
    refusal = new Error('there is no network')
    await choose({ variant: 'wing', automatic: false })
    expect(appStore.getState()).toMatchObject({ alert: 'there is no network', variants: ['lite'] })
    expect(appStore.getState().options.variant).toBe('lite')
  })

  it('another variant while one is loaded ends with the last one', async () => {
    await Promise.all([
      choose({ variant: 'wing', automatic: false }),
      choose({ variant: 'l2', automatic: false }),
    ])
    expect(used.at(-1)).toBe('l2')
    expect(appStore.getState().variants).toEqual(['l2'])
  })
})

describe('opening another address', () => {
  it('reads everything again: options, layers and the settings of views', async () => {
    openSearch('?view=losses&losses-w=14&show=&variant=l2')
    const { options, layers, settings, search, visit } = appStore.getState()
    expect(options).toMatchObject({ view: 'losses', variant: 'l2' })
    expect(layers.points).toBe(false)
    expect(settings.losses.w).toBe(14)
    expect(search).toBe('?view=losses&losses-w=14&show=&variant=l2')
    expect(visit).toBe(1)
    expect(pushed).toHaveBeenCalledOnce()
    expect(replaced).not.toHaveBeenCalled()
    await vi.waitUntil(() => used.includes('l2'))
  })

  it('keeps the variant that the automatic mode has chosen', () => {
    const { options } = appStore.getState()
    appStore.setState({ options: { ...options, variant: 'precise' } })
    openSearch('?zoom=on')
    expect(appStore.getState().options).toMatchObject({ variant: 'precise', automatic: true, zoomed: true })
  })
})

describe('pictures', () => {
  const image = (faces: number): AnalysedImage =>
    ({
      source: {},
      faces: Array.from({ length: faces }, () => ({ variants: {} })),
      times: { detection: 1, stage1: 1, stage2: 1, variants: {} },
    }) as unknown as AnalysedImage

  it('are seen by those who watch, one by one, and so is their end', () => {
    const presenter = new Presenter(appStore)
    const seen: unknown[] = []
    const end = watchImage(() => seen.push(appStore.getState().image))
    const [first, second] = [image(1), image(1)]
    presenter.show(first, 'camera')
    presenter.show(second, 'camera')
    appStore.setState({ busy: 'waiting' })
    presenter.dropImage()
    expect(seen).toEqual([first, second])
    presenter.clear()
    presenter.clear()
    expect(seen).toEqual([first, second, undefined])
    end()
    presenter.show(first, 'camera')
    expect(seen).toHaveLength(3)
  })

  it('change the numbers at once when the count of faces changes, else at a pace that can be read', () => {
    vi.spyOn(performance, 'now').mockReturnValue(1000)
    const presenter = new Presenter(appStore)
    presenter.show(image(1), 'camera')
    const { stats } = appStore.getState()
    expect(stats).toBeDefined()
    presenter.show(image(1), 'camera')
    expect(appStore.getState().stats).toBe(stats)
    presenter.show(image(2), 'camera')
    expect(appStore.getState().faces).toBe(2)
    expect(appStore.getState().stats).not.toBe(stats)
    vi.restoreAllMocks()
  })
})
