import { isDeepStrictEqual } from 'node:util'
import { MOTION, optionsOf, renewSearch, REST, searchOf } from '../../app/state/url-state.ts'
import { within } from '../../app/state/query.ts'
import { LAYOUTS } from '../../app/state/state.ts'
import { VIEWS } from '../../app/state/routes.ts'
import { VARIANTS } from '../../landmarker/models/bundled-variants.ts'
import { holds, type Entrance } from './fuzz-target.ts'
import { queryOf } from './queries.ts'
import { spoiltText } from './mutate-text.ts'

const TUNED = ['tuned-1', 'tuned-22']
const KNOWN = [...VARIANTS, ...TUNED]

function take(search: string): boolean {
  const options = optionsOf(search, TUNED)
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
    [smoothing.rest, REST],
    [smoothing.motion, MOTION],
  ] as const) {
    holds(value >= low && value <= high, `${value} is not from ${low} to ${high}`)
  }
  const address = searchOf(options, search)
  holds(isDeepStrictEqual(optionsOf(address, TUNED), options), 'its address gives other options')
  holds(searchOf(options, address) === address, 'its address changes again')
  const renewed = renewSearch(search)
  holds(renewSearch(renewed) === renewed, 'an old address is renewed twice')
  holds(
    isDeepStrictEqual(optionsOf(renewed, TUNED), options),
    'an old address gives other options once renewed',
  )
  for (const text of new URLSearchParams(search).values()) {
    const value = within(1, 20)(text)
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
