import { isDeepStrictEqual } from 'node:util'
import { MOTION, optionsOf, renewSearch, REST, searchOf } from '../../app/state/url-state.ts'
import { within } from '../../app/state/query.ts'
import { LAYOUTS } from '../../app/state/state.ts'
import { VIEWS } from '../../app/state/routes.ts'
import { VARIANTS } from '../../landmarker/models/bundled-variants.ts'
import { assertHolds, type FuzzTarget } from './fuzz-target.ts'
import { createQuery } from './queries.ts'
import { mutateText } from './mutate-text.ts'

const TUNED_NAMES = ['tuned-1', 'tuned-22']
const KNOWN_NAMES = [...VARIANTS, ...TUNED_NAMES]

function checkSearch(search: string): boolean {
  const options = optionsOf(search, TUNED_NAMES)
  const { view, variant, compared, layout, magnify, smoothing } = options
  assertHolds(
    VIEWS.some(({ id }) => id === view),
    `there is no view ${view}`,
  )
  assertHolds(KNOWN_NAMES.includes(variant), `there is no variant ${variant}`)
  assertHolds(compared.length >= 2 && compared.length <= 4, `${compared.length} are compared`)
  assertHolds(new Set(compared).size === compared.length, 'a variant is compared with itself')
  assertHolds(
    compared.every((name) => KNOWN_NAMES.includes(name)),
    'one that there is not is compared',
  )
  assertHolds(LAYOUTS.includes(layout), `there is no layout ${layout}`)
  for (const [value, [low, high]] of [
    [magnify, [1, 20]],
    [smoothing.rest, REST],
    [smoothing.motion, MOTION],
  ] as const) {
    assertHolds(value >= low && value <= high, `${value} is not from ${low} to ${high}`)
  }
  const address = searchOf(options, search)
  assertHolds(isDeepStrictEqual(optionsOf(address, TUNED_NAMES), options), 'its address gives other options')
  assertHolds(searchOf(options, address) === address, 'its address changes again')
  const renewed = renewSearch(search)
  assertHolds(renewSearch(renewed) === renewed, 'an old address is renewed twice')
  assertHolds(
    isDeepStrictEqual(optionsOf(renewed, TUNED_NAMES), options),
    'an old address gives other options once renewed',
  )
  for (const text of new URLSearchParams(search).values()) {
    const value = within(1, 20)(text)
    assertHolds(value === undefined || (value >= 1 && value <= 20), `${value} is not from 1 to 20`)
  }
  return true
}

/** The part of the page's address after the question mark; whatever it says, there is a view. */
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
