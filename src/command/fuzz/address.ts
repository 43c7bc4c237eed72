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
import { holds, type Entrance } from './entrance.ts'
import { queryOf } from './queries.ts'
import { spoiltText } from './text.ts'

const TUNED = ['tuned-1', 'tuned-22']
const KNOWN = [...VARIANTS, ...TUNED]

function take(search: string): boolean {
  const options = parseOptions(search, TUNED)
  const { view, variant, compared, layout, magnify, smoothing } = options
  holds(
    VIEWS.some(({ id }) => id === view),
    `there is no view ${view}`,
  )
  holds(KNOWN.includes(variant), `there is no variant ${variant}`)
  holds(compared.length >= 2 && compared.length <= 4, `${compared.length} are compared`)
  holds(new Set(compared).size === compared.length, 'a variant is compared with itself')
  holds(
    compared.every((name) => KNOWN.includes(name)),
    'one that there is not is compared',
  )
  holds(LAYOUTS.includes(layout), `there is no layout ${layout}`)
  for (const [value, [low, high]] of [
    [magnify, [1, 20]],
    [smoothing.rest, MIN_CUTOFF_RANGE_HZ],
    [smoothing.motion, BETA_RANGE_HZ],
  ] as const) {
    holds(value >= low && value <= high, `${value} is not from ${low} to ${high}`)
  }
  const address = serializeOptions(options, search)
  holds(isDeepStrictEqual(parseOptions(address, TUNED), options), 'its address gives other options')
  holds(serializeOptions(options, address) === address, 'its address changes again')
  const renewed = migrateSearch(search)
  holds(migrateSearch(renewed) === renewed, 'an old address is renewed twice')
  holds(
    isDeepStrictEqual(parseOptions(renewed, TUNED), options),
    'an old address gives other options once renewed',
  )
  for (const text of new URLSearchParams(search).values()) {
    const value = parseNumberIn(1, 20)(text)
    holds(value === undefined || (value >= 1 && value <= 20), `${value} is not from 1 to 20`)
  }
  return true
}

/** The part of the page's address after the question mark; whatever it says, there is a view. */
export const ADDRESS: Entrance<string> = {
  name: 'address',
  patience: 1000,
  make: (random) => {
    const query = queryOf(random)
    return random.chance(0.5) ? query : spoiltText(random, query, queryOf(random))
  },
  take,
  record: (search) => search,
}
