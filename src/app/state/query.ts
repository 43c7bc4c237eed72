import { useEffect, useRef, useState } from 'react'
import { currentSearch, writeQuery } from './address-bar.ts'

/**
 * State stored in the URL query under `key`. Falls back to `defaultValue` if it is missing or `parse` returns
 * undefined.
 */
export function useQuery<T>(
  key: string,
  defaultValue: T,
  parse: (text: string) => T | undefined,
  format: (value: T) => string = String,
): readonly [T, (value: T) => void] {
  const read = () => {
    const text = new URLSearchParams(currentSearch()).get(key)
    return (text === null ? undefined : parse(text)) ?? defaultValue
  }
  const [value, setValue] = useState(read)
  const latestRead = useRef(read)
  useEffect(() => {
    latestRead.current = read
  })
  // Registered once: a listener that a render replaces while the event is under way is not called.
  useEffect(() => {
    const back = () => setValue(latestRead.current())
    window.addEventListener('popstate', back)
    return () => window.removeEventListener('popstate', back)
  }, [])
  const set = (next: T) => {
    setValue(next)
    writeQuery(key, format(next), format(defaultValue))
  }
  return [value, set]
}

/** Boolean state under `key`, true by default. */
export function useSwitch(key: string): readonly [boolean, (on: boolean) => void] {
  return useQuery(
    key,
    true,
    (text) => (text === 'off' ? false : undefined),
    (on) => (on ? 'on' : 'off'),
  )
}

/** Creates a parser of numbers within a range. */
export function parseNumberIn(low: number, high: number): (text: string) => number | undefined {
  return (text) => {
    const value = Number(text)
    return text.trim() !== '' && value >= low && value <= high ? value : undefined
  }
}

/** Creates a parser of integers within a range. */
export function parseIntegerIn(low: number, high: number): (text: string) => number | undefined {
  return (text) => {
    const value = parseNumberIn(low, high)(text)
    return Number.isInteger(value) ? value : undefined
  }
}

/** Creates a parser of a fixed set of words. */
export function parseOneOf<T extends string>(allowed: readonly T[]): (text: string) => T | undefined {
  return (text) => allowed.find((word) => word === text)
}
