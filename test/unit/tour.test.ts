import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createRectifiedWingLoss } from '../../src/losses/rectified-wing.ts'
import { createWingLoss, L1, L2 } from '../../src/losses/losses.ts'
import testFaces from '../../models/test-faces.json' with { type: 'json' }
import { computePartNmes } from '../../src/evaluation/face-metrics.ts'
import { decodeTestFaces } from '../../src/evaluation/test-faces.ts'
import { TRAINING_SHAPES } from '../../src/evaluation/training-shapes.ts'
import { PREDICTED_STEP } from '../../src/app/features/losses/race.ts'
import {
  decodeLayers,
  decodeOptions,
  decodeSettings,
  encodeAddress,
} from '../../src/app/state/address/address.ts'
import { TOUR_CARDS, type TourCardId } from '../../src/app/state/address/choices.ts'
import { formatPreset, listPresets } from '../../src/app/state/presets.ts'
import { findResult } from '../../src/app/state/results.ts'
import { VIEWS } from '../../src/app/state/routes.ts'
import { CARDS } from '../../src/app/tour/cards.ts'
import type { PageState } from '../../src/app/tour/page-state.ts'
import { computeOverlap, isOutside, placeCard, type Box } from '../../src/app/tour/placement.ts'
import { RACE_END } from '../../src/app/tour/settings.ts'
import { enterCard, findPlace, isWaiting, noteDone } from '../../src/app/tour/tour-progress.ts'

const APP = fileURLToPath(new URL('../../src/app/', import.meta.url))

const ALL = TOUR_CARDS.map((id) => ({ id, card: CARDS[id] }))
const WAITING = ALL.filter(({ card }) => card.isDone)

/** Page with this address, and what it shows. */
function createPage(search: string, shown: Partial<PageState> = {}): PageState {
  return {
    picture: 'none',
    faces: undefined,
    options: decodeOptions(search),
    layers: decodeLayers(search),
    settings: decodeSettings(search),
    ...shown,
  }
}

/** Actions of a visitor for each card that waits: an address, or a picture. */
const ACTIONS: Partial<
  Record<TourCardId, { readonly search?: string; readonly shown?: Partial<PageState> }>
> = {
  'find-a-face': { shown: { picture: 'photo', faces: 1 } },
  'only-points': { search: '?show=points,figures' },
  tilt: { search: '?view=xray&roll=-31', shown: { picture: 'photo', faces: 1 } },
  'two-networks': { search: '?view=xray&roll=60&looks=0', shown: { picture: 'photo', faces: 1 } },
  'what-a-loss-is': { search: '?view=losses&pull=48,6,-4.5' },
  'near-and-far': { search: '?view=losses&pull=48,1,-1' },
  'why-wing': { search: '?view=losses&race-step=50' },
  'not-always': { search: '?view=losses&race-start=early&race-step=50' },
  'four-losses': { search: '?view=compare&layout=difference', shown: { picture: 'clip', faces: 1 } },
  'mean-face': { search: '?view=balancing&bend=0.1' },
  balancing: { search: '?view=balancing&bin=9' },
  'any-good': { search: '?view=evaluate&part=jaw' },
}

/** Address of a card that is opened from an address. */
function open(id: TourCardId, search: string, shown?: Partial<PageState>): string {
  return encodeAddress(enterCard(id, CARDS[id], new Set(), createPage(search, shown)), search)
}

describe('the cards of the tour', () => {
  it('are fifteen, of which at least eight wait', () => {
    expect(TOUR_CARDS.length).toBe(15)
    expect(WAITING.length).toBeGreaterThanOrEqual(8)
    expect(Object.keys(ACTIONS).sort()).toEqual(WAITING.map(({ id }) => id).sort())
  })

  it('are a file each, in the order of the tour', () => {
    const names = readdirSync(join(APP, 'tour/cards')).sort()
    expect(names).toEqual(TOUR_CARDS.map((id, i) => `${String(i + 1).padStart(2, '0')}-${id}.ts`))
  })

  it.each(ALL)('say what $id has to say in sixty words', ({ card: { text, isDone } }) => {
    const { title, text: main, task, outcome } = text
    expect([main, task, outcome].join(' ').trim().split(/\s+/).length).toBeLessThanOrEqual(60)
    expect(title).not.toBe('')
    expect(main).toMatch(/[.?]$/)
    // Who has to wait is told for what; who has done it, what came of it.
    for (const sentence of [task, outcome]) {
      if (isDone) expect(sentence).toMatch(/[.?]$/)
      else expect(sentence).toBeUndefined()
    }
  })

  it.each(ALL)('point at something that exists: $id', ({ card: { view, target, sees } }) => {
    expect(VIEWS.map(({ id }) => id)).toContain(view)
    const files = readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.tsx'),
    )
    const all = files.map((file) => readFileSync(join(APP, file), 'utf8')).join('\n')
    for (const name of [target, sees]) {
      // Those of sliders end in the slider's name.
      const literal = name?.replace(/^(perturb|component)-.*/, 'tour={`$1-')
      if (literal?.startsWith('tour=')) expect(all).toContain(literal)
      else if (name) expect(all).toMatch(new RegExp(`data-(tour|testid)="${name}"`))
    }
  })

  it.each(WAITING)('wait for one’s own action, also after a link that has done it: $id', ({ id, card }) => {
    const { search = '', shown } = ACTIONS[id] ?? {}
    const before = open(id, search)
    expect(isWaiting(id, card, new Set())).toBe(true)
    expect(noteDone(id, card, new Set(), createPage(before)).size).toBe(0)
    const now = createPage(search, shown)
    const done = noteDone(id, card, new Set(), now)
    expect([...done]).toEqual([id])
    expect(isWaiting(id, card, done)).toBe(false)
    // What is done stays done, and nothing is noted twice.
    expect(noteDone(id, card, done, now)).toBe(done)
    expect(noteDone(id, card, done, createPage(before))).toBe(done)
  })

  it('note nothing in another view', () => {
    const page = createPage('?view=xray&race-step=50')
    expect(noteDone('why-wing', CARDS['why-wing'], new Set(), page).size).toBe(0)
  })
})

describe('the way through the tour', () => {
  it('goes from the first card to the last and back', () => {
    const forth = [TOUR_CARDS[0] as TourCardId]
    for (let next = findPlace(forth[0]!).next; next; next = findPlace(next).next) forth.push(next)
    expect(forth).toEqual(TOUR_CARDS)
    expect(forth.map((id) => findPlace(id).previous)).toEqual([undefined, ...TOUR_CARDS.slice(0, -1)])
    expect(findPlace('your-face')).toMatchObject({ number: 15, all: 15 })
  })

  it('opens the view of each card, whatever the link says', () => {
    for (const { id, card } of ALL) {
      expect(decodeOptions(open(id, '?view=video')).view).toBe(card.view)
      expect(decodeSettings(open(id, '')).tour.card).toBe(id)
    }
  })

  it('keeps the settings of a card that is done', () => {
    const search = '?view=losses&race-step=50'
    const page = createPage(search)
    const change = enterCard('why-wing', CARDS['why-wing'], new Set(['why-wing']), page)
    expect(encodeAddress(change, search)).toBe('?view=losses&race-step=50&tour=why-wing')
  })

  it('keeps a tilt of the card before, and tilts who comes by link', () => {
    expect(decodeSettings(open('two-networks', '?view=xray&roll=-45')).xray.roll).toBe(-45)
    expect(decodeSettings(open('two-networks', '')).xray.roll).toBe(60)
  })

  it('is left by no preset, and by an unknown card', () => {
    const preset = listPresets('losses')[0]!
    expect(formatPreset('losses', preset, '?tour=why-wing')).toContain('tour=why-wing')
    expect(decodeSettings('?tour=nowhere').tour.card).toBeUndefined()
  })
})

describe('what the cards say', () => {
  it('is true of the losses', () => {
    // Near and far: within a pixel on each axis.
    for (const loss of [createWingLoss(), createRectifiedWingLoss()].slice(0, 1)) {
      for (const x of [0.1, 0.5, 1]) {
        expect(loss.derivative(x)).toBeGreaterThan(3 * Math.max(L1.derivative(x), L2.derivative(x)))
      }
    }
    expect(RACE_END).toBe(PREDICTED_STEP)
  })

  it('is true of the results', () => {
    const residuals = findResult('wing')?.residuals
    if (!residuals) throw new Error('the residuals of wing are shipped')
    const { counts, width, beyond } = residuals
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
    const share = sum(counts.slice(0, 2 / width)) / (sum(counts) + beyond)
    expect(share).toBeGreaterThan(0.77)
    expect(share).toBeLessThan(0.83)
    expect(CARDS['any-good'].text.text).toMatch(/^On 554 faces .*% of the distance between the eye corners/)
    expect(CARDS['any-good'].text.text).not.toContain('–')
    // Any good: all curves move right.
    const { variants, results } = decodeTestFaces(testFaces)
    for (const variant of variants) {
      const nmes = (part: string) => computePartNmes(results, variant, 'ocular', part).sort((p, q) => p - q)
      const whole = nmes('all')
      // But for the very ends of the curves.
      expect(nmes('jaw').filter((nme, i) => nme < whole[i]!).length).toBeLessThan(results.length / 100)
    }
  })

  it('is true of the training faces', () => {
    const { balancing, yaw } = TRAINING_SHAPES
    expect(balancing.bins).toBe(9)
    expect(Math.max(...balancing.before) / Math.min(...balancing.before)).toBeCloseTo(38.3, 1)
    expect(yaw.component).toBe(0)
  })
})

describe('the place of a card', () => {
  const card = { width: 340, height: 240 }
  const window = { width: 1280, height: 800 }
  const at = ([x, y]: readonly [number, number]): Box => ({ x, y, ...card })

  it('is beside its target, within the window', () => {
    const target = { x: 1000, y: 700, width: 250, height: 40 }
    const place = placeCard(card, window, target, undefined)
    expect(place).toEqual([1000 - 340 - 16, 800 - 240 - 16])
    expect(placeCard(card, window, { ...target, x: 20 }, undefined)).toEqual([286, 544])
  })

  it('covers least of what is to be seen', () => {
    const target = { x: 1000, y: 100, width: 260, height: 40 }
    const seen = { x: 16, y: 60, width: 960, height: 480 }
    const place = placeCard(card, window, target, seen)
    expect(computeOverlap(at(place), target)).toBe(0)
    expect(computeOverlap(at(place), seen)).toBe(0)
  })

  it('knows what has been scrolled away', () => {
    const box = { x: 0, y: -400, width: 300, height: 450 }
    expect(isOutside(box, 844)).toBe(true)
    expect(isOutside({ ...box, y: -300 }, 844)).toBe(false)
    expect(isOutside({ ...box, y: 800 }, 844)).toBe(true)
  })

  it('stays where nothing is better', () => {
    const target = { x: 1000, y: 100, width: 260, height: 40 }
    expect(placeCard(card, window, target, undefined, [300, 300])).toEqual([300, 300])
    // Not over its target, nor outside of a window that has shrunk.
    expect(placeCard(card, window, target, undefined, [900, 60])).not.toEqual([900, 60])
    expect(placeCard(card, { width: 800, height: 600 }, undefined, undefined, [700, 500])).toEqual([16, 344])
  })
})
