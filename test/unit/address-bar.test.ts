import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { pushSearch } from '../../src/app/state/address-bar.ts'
import { setLayers, setSettings } from '../../src/app/state/change-address.ts'
import { appStore } from '../../src/app/state/store.ts'

describe('address', () => {
  const location = { pathname: '/', search: '?view=xray', hash: '' }
  const changed = vi.fn((_state: unknown, _unused: string, address: string) => {
    location.search = address.slice(1)
  })
  const currentSearch = () => appStore.getState().search

  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('location', location)
    vi.stubGlobal('history', { state: null, replaceState: changed, pushState: changed })
    appStore.setState({ search: '?view=xray' })
  })

  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    appStore.setState(appStore.getInitialState())
  })

  it('follows a slider at once, and a long way of it in steps that browsers allow, to its end', () => {
    setSettings('losses', { raceSeed: 2 })
    expect(location.search).toBe('?view=xray&race-draw=2')
    // Ten seconds at 60 a second.
    for (let i = 3; i <= 600; i++) {
      vi.advanceTimersByTime(1000 / 60)
      setSettings('losses', { raceSeed: i })
      expect(currentSearch()).toBe(`?view=xray&race-draw=${i}`)
      expect(appStore.getState().settings.losses.raceSeed).toBe(i)
    }
    expect(changed.mock.calls.length).toBeLessThan(100)
    setSettings('xray', { x: 5 })
    vi.advanceTimersByTime(300)
    expect(location.search).toBe('?view=xray&race-draw=600&x=5')
  })

  it('has written what was set when another view is opened', () => {
    for (let i = 1; i <= 90; i++) setSettings('xray', { roll: i })
    pushSearch('?view=losses')
    expect(changed.mock.calls.at(-2)?.[2]).toContain('roll=90')
    vi.advanceTimersByTime(1000)
    expect(location.search).toBe('?view=losses')
  })

  it('leaves defaults out, and says so of layers too', () => {
    setSettings('xray', { roll: 5, x: 1 })
    setSettings('xray', { roll: 0 })
    setLayers({ box: true })
    expect(currentSearch()).toBe('?view=xray&x=1&show=contours,points,box,figures')
    setLayers({ box: false })
    expect(currentSearch()).toBe('?view=xray&x=1')
    expect(appStore.getState().layers.box).toBe(false)
  })
})
