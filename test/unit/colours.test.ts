import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DISPLAY_ORDER } from '../../src/landmarker/models/display-names.ts'
import { getBrightColour, getColour, findShades, inlineColours } from '../../src/app/ui/colours.ts'

type Rgb = readonly [number, number, number]

const VARIANTS = DISPLAY_ORDER
const TUNED = ['tuned-1', 'tuned-2', 'tuned-3']
const ALL = [...VARIANTS, ...TUNED, 'before', 'after']
const SCHEMES = ['light', 'dark'] as const

const dot = (row: readonly number[], values: Rgb) =>
  row[0]! * values[0] + row[1]! * values[1] + row[2]! * values[2]

/** Linear light of a colour such as #56b4e9. */
function linear(hex: string): Rgb {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** WCAG's contrast of two colours. */
function contrast(a: string, b: string): number {
  const [dark, light] = [a, b].map((hex) => dot([0.2126, 0.7152, 0.0722], linear(hex))).sort((p, q) => p - q)
  return (light! + 0.05) / (dark! + 0.05)
}

/** Björn Ottosson's OKLab: distances are about as large as people see them; black to white is 1. */
function oklab(rgb: Rgb): Rgb {
  const cones = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ].map((row) => Math.cbrt(dot(row, rgb))) as unknown as Rgb
  return [
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
  ].map((row) => dot(row, cones)) as unknown as Rgb
}

/** Vision of people without one kind of cone (Machado, Oliveira and Fernandes, 2009, severity 1). */
const EYES: Readonly<Record<string, readonly (readonly number[])[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'without red': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'without green': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'without blue': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

const seen = (hex: string, matrix: readonly (readonly number[])[]): Rgb => {
  const rgb = linear(hex)
  return oklab(matrix.map((row) => Math.min(1, Math.max(0, dot(row, rgb)))) as unknown as Rgb)
}

const hue = (hex: string) => {
  const [, a, b] = oklab(linear(hex))
  return (Math.atan2(b, a) * 180) / Math.PI
}

/** Reads the backgrounds of curves and swatches from the page's stylesheet. */
function readBackgrounds(scheme: (typeof SCHEMES)[number]): string[] {
  const css = readFileSync(new URL('../../src/app/ui/tokens.css', import.meta.url), 'utf8')
  return ['ground', 'panel'].map((name) => {
    const [, light, dark] = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css) ?? []
    return scheme === 'light' ? light! : dark!
  })
}

describe('colours', () => {
  it('are given to every variant and loss', () => {
    expect(VARIANTS.filter((name) => findShades(name) === findShades('unknown'))).toEqual([])
  })

  it.each(SCHEMES)('of curves and swatches have a contrast of at least 3:1 on every %s ground', (scheme) => {
    const grounds = readBackgrounds(scheme)
    expect(grounds).toHaveLength(2)
    const low = ALL.flatMap((name) =>
      grounds
        .map((ground) => ({ name, ground, ratio: contrast(findShades(name)[scheme], ground) }))
        .filter(({ ratio }) => ratio < 3),
    )
    expect(low).toEqual([])
  })

  it('are two shades of one hue a variant', () => {
    for (const name of [...VARIANTS, 'tuned-1', 'tuned-2']) {
      const { light, dark } = findShades(name)
      const apart = Math.abs(hue(light) - hue(dark))
      expect(Math.min(apart, 360 - apart), name).toBeLessThan(12)
      expect(getBrightColour(name)).toBe(dark)
    }
  })

  // The Okabe-Ito palette itself has 0.076 at its closest pair, smooth L1 and L1 without green.
  it.each(SCHEMES)('of variants are told apart by all eyes, %s', (scheme) => {
    const close: unknown[] = []
    for (const [eyes, matrix] of Object.entries(EYES)) {
      const all = [...VARIANTS, ...TUNED].map((name) => ({
        name,
        at: seen(findShades(name)[scheme], matrix),
      }))
      for (const [i, one] of all.entries()) {
        for (const other of all.slice(0, i)) {
          const apart = Math.hypot(...one.at.map((value, k) => value - other.at[k]!))
          const shipped = VARIANTS.includes(one.name) && VARIANTS.includes(other.name)
          if (apart < (shipped ? 0.075 : 0.06)) close.push([eyes, one.name, other.name, apart])
        }
      }
    }
    expect(close).toEqual([])
  })

  it('are the same for a tuned variant’s every appearance, and known for any name', () => {
    expect(getColour('tuned-4')).toBe(getColour('tuned-1'))
    expect(findShades('somebody’s own')).toEqual(findShades('before'))
    const markup = `<path stroke="${getColour('wing')}" fill="${getColour('tuned-5')}"/>`
    expect(inlineColours(markup)).toBe(
      `<path stroke="${findShades('wing').light}" fill="${findShades('tuned-2').light}"/>`,
    )
  })
})
