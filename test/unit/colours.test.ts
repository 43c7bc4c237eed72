import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DISPLAY_ORDER } from '../../src/landmarker/models/display-names.ts'
import { contrast, distance, EYES, hue, seen, suggestColours } from '../support/colour-vision.ts'
import { getBrightColour, getColour, findShades, inlineColours } from '../../src/app/ui/colours.ts'

const VARIANTS = DISPLAY_ORDER
const TUNED = ['tuned-1', 'tuned-2', 'tuned-3']
const ALL = [...VARIANTS, ...TUNED, 'before', 'after']
const SCHEMES = ['light', 'dark'] as const

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
    const all = [...VARIANTS, ...TUNED].map((name) => ({
      name,
      seen: Object.values(EYES).map((matrix) => seen(findShades(name)[scheme], matrix)),
      apart: VARIANTS.includes(name) ? 0.075 : 0.06,
    }))
    const close = all.flatMap((one, i) =>
      all.slice(0, i).flatMap((other) =>
        Object.keys(EYES).flatMap((eyes, k) => {
          const found = distance(one.seen[k]!, other.seen[k]!)
          const least = Math.min(one.apart, other.apart)
          return found < least ? [{ names: [one.name, other.name], eyes, found, least }] : []
        }),
      ),
    )
    if (close.length === 0) return
    const pairs = close.map(
      ({ names, eyes, found, least }) =>
        `${names.join(' and ')} are ${found.toFixed(3)} apart (eyes: ${eyes}), and should be ${least}`,
    )
    // The colour to change is one that is too close to most others.
    const count = (name: string) => close.filter(({ names }) => names.includes(name)).length
    const most = Math.max(...all.map(({ name }) => count(name)))
    const free = all.flatMap(({ name }) => {
      if (count(name) < most) return []
      const taken = all.filter((other) => other.name !== name)
      return `free for ${name}: ${suggestColours(taken, readBackgrounds(scheme)).join(', ') || 'none'}`
    })
    expect.fail([...pairs, ...free].join('\n'))
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
