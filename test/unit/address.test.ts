import { describe, expect, it } from 'vitest'
import {
  decodeEngine,
  decodeLayers,
  decodeOptions,
  decodeSettings,
  encodeAddress,
  listOptions,
  migrateSearch,
} from '../../src/app/state/address/address.ts'
import { decodeGroup } from '../../src/app/state/address/codec.ts'
import type { KeyGroup, ValuesOf } from '../../src/app/state/address/key.ts'
import { ADDRESS } from '../../src/app/state/address/table.ts'
import { formatPreset, isPresetOpen, listPresets } from '../../src/app/state/presets.ts'
import { VIEWS, type ViewId } from '../../src/app/state/routes.ts'
import { DEFAULTS } from '../../src/app/state/state.ts'

type Table = typeof ADDRESS

/** A value of every key that is not its default, and how it is written. The type demands one of each key. */
const SAMPLES: {
  readonly [Group in keyof Table]: {
    readonly [Name in keyof Table[Group]]: readonly [ValuesOf<Table[Group]>[Name], string]
  }
} = {
  shared: {
    view: ['xray', 'view=xray'],
    variant: ['wing', 'variant=wing'],
    mirrored: [false, 'mirror=off'],
    zoomed: [true, 'zoom=on'],
    smoothed: [false, 'smooth=off'],
    rest: [2.5, 'rest=2.5'],
    motion: [33, 'motion=33'],
    layers: [{ contours: false, points: true, box: false, pose: true, figures: false }, 'show=points,pose'],
  },
  engine: { backend: ['wasm', 'backend=wasm'], detector: ['mediapipe', 'detector=mediapipe'] },
  page: { language: ['de', 'lang=de'] },
  tour: { card: ['why-wing', 'tour=why-wing'] },
  classroom: { hidden: [['views', 'pixels'], 'without=views,pixels'] },
  datasets: { sets: [['lfpw/testset', 'a,b'], 'sets=lfpw%2Ftestset%7Ca,b'] },
  single: { measures: [true, 'measures=on'] },
  video: { smooth: [true, 'videosmooth=on'] },
  compare: {
    compared: [['l2', 'tuned-7'], 'variants=l2,tuned-7'],
    layout: ['difference', 'layout=difference'],
    magnify: [10, 'magnify=10'],
  },
  xray: {
    x: [-25, 'x=-25'],
    y: [3, 'y=3'],
    scale: [60, 'scale=60'],
    roll: [-90, 'roll=-90'],
    blur: [0.5, 'blur=0.5'],
    noise: [120, 'noise=120'],
    occlusion: [50, 'occlusion=50'],
    passes: [0, 'looks=0'],
    face: [2, 'face=2'],
    swept: ['roll', 'plot=roll'],
    truth: [false, 'truth=off'],
    inside: [true, 'inside=on'],
    follows: [true, 'inside-live=on'],
    network: [1, 'network=1'],
    layer: ['conv3', 'layer=conv3'],
    point: [8, 'traced=8'],
  },
  losses: {
    w: [14, 'losses-w=14'],
    epsilon: [0.02, 'losses-epsilon=0.02'],
    r: [0, 'r=0'],
    hidden: [['l2', 'wing'], 'hide=l2,wing'],
    residuals: ['l2', 'residuals=l2'],
    pull: [{ landmark: 30, residual: [3, -12.5] }, 'pull=30,3,-12.5'],
    raceStart: ['early', 'race-start=early'],
    raceRate: [0.3, 'race-rate=0.3'],
    raceSeed: [999, 'race-draw=999'],
    raceStep: [200, 'race-step=200'],
  },
  evaluate: {
    start: ['detected', 'start=detected'],
    by: ['pupil', 'by=pupil'],
    scored: [['wing', 'tuned-2'], 'scored=wing,tuned-2'],
    listed: [['wing', 'l2'], 'listed=wing,l2'],
    part: ['jaw', 'part=jaw'],
    versus: ['wing', 'versus=wing'],
    worst: ['lite', 'worst=lite'],
  },
  annotate: { dragScope: ['face', 'annotation-moves=face'], format: ['coco', 'annotation-format=coco'] },
  balancing: {
    source: ['training', 'shapes=training'],
    bins: [3, 'bins=3'],
    deviations: [[2.5, 0, -1], 'bend=2.5,0,-1'],
    bin: [9, 'bin=9'],
  },
  tune: {
    loss: ['l1', 'loss=l1'],
    w: [6, 'tune-w=6'],
    epsilon: [0.5, 'tune-epsilon=0.5'],
    steps: [500, 'steps=500'],
    rate: [0.001, 'rate=0.001'],
    landmark: [0, 'point=0'],
    dragScope: ['feature', 'moves=feature'],
    comparing: [false, 'beside=off'],
  },
}

const KEYS = Object.entries(ADDRESS as Readonly<Record<string, KeyGroup>>).flatMap(([group, keys]) =>
  Object.entries(keys).map(([name, key]) => {
    const samples = SAMPLES as unknown as Record<string, Record<string, readonly [unknown, string]>>
    const [value, text] = samples[group]![name]!
    return { group, name, keys, key, value, text }
  }),
)
const decodeKey = (keys: KeyGroup, name: string, search: string) => decodeGroup(keys, search)[name]

describe('the table of the address', () => {
  it('has each name once', () => {
    const names = KEYS.map(({ key }) => key.name)
    expect(new Set(names).size).toBe(names.length)
  })

  it.each(KEYS)('writes and reads $group.$name, and leaves its default out', (row) => {
    const { group, name, keys, key, value, text } = row
    expect(value).not.toEqual(key.defaultValue)
    expect(encodeAddress({ [group]: { [name]: value } }, '')).toBe(`?${text}`)
    expect(decodeKey(keys, name, `?${text}`)).toEqual(value)
    expect(encodeAddress({ [group]: { [name]: key.defaultValue } }, `?${text}&other=1`)).toBe('?other=1')
    expect(decodeKey(keys, name, '?other=1')).toEqual(key.defaultValue)
  })

  it.each(KEYS)('gives $group.$name a valid value whatever the text', ({ keys, name, key }) => {
    for (const text of [
      '',
      ' ',
      'NaN',
      '-0',
      '1e999',
      '-1',
      'Infinity',
      ',',
      ',,,',
      '__proto__',
      'ü',
      '\0',
    ]) {
      const search = `?${new URLSearchParams([[key.name, text]]).toString()}`
      const value = decodeKey(keys, name, search)
      const written = key.format(value)
      expect(key.format(key.parse(written) ?? key.defaultValue), `${key.name}=${text}`).toBe(written)
      const again = written === key.format(key.defaultValue) ? key.defaultValue : key.parse(written)
      expect(again, `${key.name}=${text}`).toStrictEqual(value)
      if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true)
    }
  })

  it.each([
    ['rest=0.1', 'shared', 'rest'],
    ['motion=40.5', 'shared', 'motion'],
    ['x=41', 'xray', 'x'],
    ['looks=2', 'xray', 'passes'],
    ['bins=2.5', 'balancing', 'bins'],
    ['bend=4', 'balancing', 'deviations'],
    ['bend=1,1,1,1,1,1,1', 'balancing', 'deviations'],
    ['race-rate=0.2', 'losses', 'raceRate'],
    ['losses-epsilon=0', 'losses', 'epsilon'],
    ['pull=68,1,1', 'losses', 'pull'],
    ['point=68', 'tune', 'landmark'],
    ['view=video2', 'shared', 'view'],
    ['zoom=yes', 'shared', 'zoomed'],
    ['backend=constructor', 'engine', 'backend'],
  ])('takes the default instead of %s', (text, group, name) => {
    const keys = (ADDRESS as Readonly<Record<string, KeyGroup>>)[group]
    expect(decodeKey(keys!, name, `?${text}`)).toEqual(keys![name]!.defaultValue)
  })

  it('keeps what it does not know, and the order of what it does', () => {
    expect(encodeAddress({ losses: { w: 14, r: 0.5 } }, '?a=1&losses-w=12&r=2&b=%2C')).toBe(
      '?a=1&losses-w=14&b=,',
    )
  })
})

describe('the options of the page', () => {
  it('are the defaults of an empty address, which they leave empty', () => {
    expect(decodeOptions('')).toEqual(DEFAULTS)
    expect(encodeAddress(listOptions(DEFAULTS), '')).toBe('')
    expect(decodeEngine('')).toEqual({ backend: undefined, detector: 'blaze-face' })
  })

  it('know tuned variants once the database is read, and compare two to four in their own order', () => {
    expect(decodeOptions('?variant=tuned-2')).toMatchObject({ variant: DEFAULTS.variant, automatic: true })
    expect(decodeOptions('?variant=tuned-2', ['tuned-2'])).toMatchObject({
      variant: 'tuned-2',
      automatic: false,
    })
    const compared = (list: string) => decodeOptions(`?variants=${list}`, ['tuned-1', 'tuned-2']).compared
    expect(compared('tuned-2,wing,tuned-1,wing')).toEqual(['wing', 'tuned-1', 'tuned-2'])
    expect(compared('wing,nobody')).toEqual(DEFAULTS.compared)
    expect(compared('l2,l1,smooth-l1,wing,lite')).toHaveLength(4)
  })

  it('do not say which variant the automatic mode has chosen', () => {
    const chosen = { ...DEFAULTS, variant: 'precise', zoomed: true }
    expect(encodeAddress(listOptions(chosen), '?variant=lite')).toBe('?zoom=on')
  })
})

describe('old links', () => {
  it.each([
    ['?view=losses&w=6&epsilon=0.5', '?view=losses&losses-w=6&losses-epsilon=0.5'],
    ['?view=tune&w=6', '?view=tune&tune-w=6'],
    ['?w=6&backend=wasm', '?backend=wasm&losses-w=6'],
    ['?view=tune&w=6&tune-w=7', '?view=tune&tune-w=7'],
    ['?view=xray&x=5', '?view=xray&x=5'],
  ])('%s are those of today: %s', (old, search) => {
    expect(migrateSearch(old)).toBe(search)
    expect(migrateSearch(search)).toBe(search)
  })

  it('open what they opened', () => {
    expect(decodeSettings('?view=losses&pull=30,3,12&losses-w=14').losses).toMatchObject({
      w: 14,
      pull: { landmark: 30, residual: [3, 12] },
    })
    expect(decodeLayers('?show=')).toEqual({
      contours: false,
      points: false,
      box: false,
      pose: false,
      figures: false,
    })
    expect(decodeSettings('?steps=299.6&face=2.9').tune.steps).toBe(300)
    expect(decodeSettings('?steps=299.6&face=2.9').xray.face).toBe(2)
    expect(decodeSettings('?bend=1,-0,2,0,0').balancing.deviations).toEqual([1, 0, 2])
    expect(decodeSettings('?bend=0').balancing.deviations).toEqual([])
    expect(decodeOptions('?motion=&rest=%20&magnify=').smoothing).toEqual(DEFAULTS.smoothing)
  })
})

describe('presets', () => {
  /** The links as they were shared before the table. */
  const LINKS: Readonly<Record<ViewId, readonly string[]>> = {
    single: ['?show=points,pose', '?smooth=off&zoom=on', '?measures=on&zoom=on'],
    video: ['?view=video&videosmooth=on', '?view=video&variant=precise', '?view=video&show=points'],
    annotate: [
      '?view=annotate&annotation-moves=feature',
      '?view=annotate&annotation-moves=face',
      '?view=annotate&annotation-format=coco',
    ],
    compare: [
      '?view=compare&layout=difference&magnify=10',
      '?view=compare&variants=l2,wing&layout=overlay',
      '?view=compare&variants=precise,lite',
    ],
    xray: ['?view=xray&x=25', '?view=xray&roll=60&plot=roll', '?view=xray&occlusion=50&plot=occlusion'],
    losses: [
      '?view=losses&losses-epsilon=0.02',
      '?view=losses&race-start=early',
      '?view=losses&race-rate=0.3',
    ],
    evaluate: [
      '?view=evaluate&listed=l2,l1,smooth-l1,wing&scored=l2,l1,smooth-l1,wing',
      '?view=evaluate&part=jaw',
      '?view=evaluate&by=pupil',
    ],
    balancing: ['?view=balancing&bin=9', '?view=balancing&bins=3', '?view=balancing&bend=2.5'],
    tune: ['?view=tune&loss=l2', '?view=tune&steps=60', '?view=tune&rate=0.003'],
    about: [],
  }

  it.each(VIEWS.map(({ id }) => id))('of %s have the links that they had', (view) => {
    const presets = listPresets(view)
    expect(presets.map((preset) => formatPreset(view, preset, '?zoom=on&r=3'))).toEqual(LINKS[view])
    for (const [i, preset] of presets.entries()) {
      expect(presets.map((other) => isPresetOpen(preset, formatPreset(view, other, '')))).toEqual(
        presets.map((_, k) => k === i),
      )
    }
  })

  it('keep what was loaded with the page, and what a teacher’s link hides', () => {
    const preset = listPresets('balancing')[0]!
    expect(
      formatPreset('balancing', preset, '?detector=mediapipe&bin=1&lang=de&backend=wasm&w=1&without=views'),
    ).toBe('?view=balancing&detector=mediapipe&lang=de&backend=wasm&without=views&bin=9')
  })
})
