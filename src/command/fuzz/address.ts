import { isDeepStrictEqual } from 'node:util'
import {
  BETA_RANGE_HZ,
  parseOptions,
  migrateSearch,
  MIN_CUTOFF_RANGE_HZ,
  serializeOptions,
} from '../../app/state/url-state.ts'
import { parseNumberIn } from '../../app/state/query.ts'
import { LAYOUTS } from '../../app/state/state.ts'
import { VIEWS } from '../../app/state/routes.ts'
import { VARIANTS } from '../../landmarker/models/bundled-variants.ts'
import { assertHolds, type FuzzTarget } from './fuzz-target.ts'
import { createQuery } from './queries.ts'
import { mutateText } from './mutate-text.ts'

const TUNED_NAMES = ['tuned-1', 'tuned-22']
const KNOWN_NAMES = [...VARIANTS, ...TUNED_NAMES]

function checkSearch(search: string): boolean {
  const options = parseOptions(search, TUNED_NAMES)
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
    [magnify, [1, 20]],
    [smoothing.rest, MIN_CUTOFF_RANGE_HZ],
    [smoothing.motion, BETA_RANGE_HZ],
  ] as const) {
    assertHolds(value >= low && value <= high, `${value} is not from ${low} to ${high}`)
  }
  const address = serializeOptions(options, search)
  assertHolds(isDeepStrictEqual(parseOptions(address, TUNED_NAMES), options), 'its URL gives other options')
  assertHolds(serializeOptions(options, address) === address, 'its URL is not stable')
  const renewed = migrateSearch(search)
  assertHolds(migrateSearch(renewed) === renewed, 'renewing an old URL is not idempotent')
  assertHolds(
    isDeepStrictEqual(parseOptions(renewed, TUNED_NAMES), options),
    'renewing an old URL changes its options',
  )
  for (const text of new URLSearchParams(search).values()) {
    const value = parseNumberIn(1, 20)(text)
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
