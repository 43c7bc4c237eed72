import { isDeepStrictEqual } from 'node:util'
import {
  decodeLayers,
  decodeOptions,
  decodeSettings,
  encodeAddress,
  listOptions,
  migrateSearch,
} from '../../app/state/address/address.ts'
import { ADDRESS as TABLE } from '../../app/state/address/table.ts'
import { LAYOUTS } from '../../app/state/state.ts'
import { VIEWS } from '../../app/state/routes.ts'
import { VARIANTS } from '../../landmarker/models/bundled-variants.ts'
import { assertHolds, type FuzzTarget } from './fuzz-target.ts'
import { createQuery } from './queries.ts'
import { mutateText } from './mutate-text.ts'

const TUNED_NAMES = ['tuned-1', 'tuned-22']
const KNOWN_NAMES = [...VARIANTS, ...TUNED_NAMES]

function checkSearch(search: string): boolean {
  const options = decodeOptions(search, TUNED_NAMES)
  const { view, variant, compared, layout, magnify, smoothing } = options
  assertHolds(
    VIEWS.some(({ id }) => id === view),
    `unknown view ${view}`,
  )
  assertHolds(KNOWN_NAMES.includes(variant), `unknown variant ${variant}`)
  assertHolds(compared.length >= 2 && compared.length <= 4, `${compared.length} are compared`)
  assertHolds(new Set(compared).size === compared.length, 'a variant is compared with itself')
  assertHolds(
    compared.every((name) => KNOWN_NAMES.includes(name)),
    'an unknown variant is compared',
  )
  assertHolds(LAYOUTS.includes(layout), `unknown layout ${layout}`)
  for (const [value, [low, high]] of [
    [magnify, TABLE.compare.magnify.range],
    [smoothing.rest, TABLE.shared.rest.range],
    [smoothing.motion, TABLE.shared.motion.range],
  ] as const) {
    assertHolds(value >= low && value <= high, `${value} is not from ${low} to ${high}`)
  }
  const all = { ...listOptions(options), ...decodeSettings(search) }
  const change = { ...all, shared: { ...all.shared, layers: decodeLayers(search) } }
  const address = encodeAddress(change, search)
  assertHolds(isDeepStrictEqual(decodeOptions(address, TUNED_NAMES), options), 'its URL gives other options')
  assertHolds(
    isDeepStrictEqual(decodeSettings(address), decodeSettings(search)),
    'its URL gives other settings',
  )
  assertHolds(isDeepStrictEqual(decodeLayers(address), decodeLayers(search)), 'its URL gives other layers')
  assertHolds(encodeAddress(change, address) === address, 'its URL is not stable')
  const renewed = migrateSearch(search)
  assertHolds(migrateSearch(renewed) === renewed, 'renewing an old URL is not idempotent')
  assertHolds(
    isDeepStrictEqual(decodeOptions(renewed, TUNED_NAMES), options),
    'renewing an old URL changes its options',
  )
  for (const text of new URLSearchParams(search).values()) {
    const value = TABLE.compare.magnify.parse(text)
    assertHolds(value === undefined || (value >= 1 && value <= 20), `${value} is not from 1 to 20`)
  }
  return true
}

/** Query string of the page's URL; every query string, valid or not, must give a view. */
export const ADDRESS: FuzzTarget<string> = {
  name: 'address',
  timeLimitMs: 1000,
  createInput: (random) => {
    const query = createQuery(random)
    return random.chance(0.5) ? query : mutateText(random, query, createQuery(random))
  },
  parseInput: checkSearch,
  serialize: (search) => search,
}
