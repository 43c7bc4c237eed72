import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { currentSearch, pushSearch, writeQuery } from '../../src/app/state/address-bar.ts'

describe('address', () => {
  const location = { pathname: '/', search: '?view=xray', hash: '' }
  const changed = vi.fn((_state: unknown, _unused: string, address: string) => {
    location.search = address.slice(1)
  })

  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('location', location)
    vi.stubGlobal('history', { state: null, replaceState: changed, pushState: changed })
  })

  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('follows a slider at once, and a long way of it in steps that browsers allow, to its end', () => {
    writeQuery('roll', '1', '0')
    expect(location.search).toBe('?view=xray&roll=1')
    // Ten seconds at 60 a second.
    for (let i = 2; i <= 600; i++) {
      vi.advanceTimersByTime(1000 / 60)
      writeQuery('roll', String(i), '0')
      expect(currentSearch()).toBe(`?view=xray&roll=${i}`)
    }
    expect(changed.mock.calls.length).toBeLessThan(100)
    writeQuery('x', '5', '0')
    vi.advanceTimersByTime(300)
    expect(location.search).toBe('?view=xray&roll=600&x=5')
  })

  it('has written what was set when another view is opened', () => {
    for (let i = 0; i < 100; i++) writeQuery('roll', String(i), '-1')
    pushSearch('?view=losses')
    expect(changed.mock.calls.at(-2)?.[2]).toContain('roll=99')
    vi.advanceTimersByTime(1000)
    expect(location.search).toBe('?view=losses')
  })
})
