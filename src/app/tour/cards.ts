import type { TourCardId } from '../state/address/choices.ts'
import type { TourCard } from './card.ts'
import { FIND_A_FACE } from './cards/01-find-a-face.ts'
import { ONLY_POINTS } from './cards/02-only-points.ts'
import { TAKEN_APART } from './cards/03-taken-apart.ts'
import { TILT } from './cards/04-tilt.ts'
import { TWO_NETWORKS } from './cards/05-two-networks.ts'
import { AS_A_CURVE } from './cards/06-as-a-curve.ts'
import { WHAT_A_LOSS_IS } from './cards/07-what-a-loss-is.ts'
import { NEAR_AND_FAR } from './cards/08-near-and-far.ts'
import { WHY_WING } from './cards/09-why-wing.ts'
import { NOT_ALWAYS } from './cards/10-not-always.ts'
import { FOUR_LOSSES } from './cards/11-four-losses.ts'
import { MEAN_FACE_CARD } from './cards/12-mean-face.ts'
import { BALANCING_CARD } from './cards/13-balancing.ts'
import { ANY_GOOD } from './cards/14-any-good.ts'
import { YOUR_FACE } from './cards/15-your-face.ts'

/** Cards by their names in the address; their order is that of TOUR_CARDS. */
export const CARDS: Readonly<Record<TourCardId, TourCard>> = {
  'find-a-face': FIND_A_FACE,
  'only-points': ONLY_POINTS,
  'taken-apart': TAKEN_APART,
  tilt: TILT,
  'two-networks': TWO_NETWORKS,
  'as-a-curve': AS_A_CURVE,
  'what-a-loss-is': WHAT_A_LOSS_IS,
  'near-and-far': NEAR_AND_FAR,
  'why-wing': WHY_WING,
  'not-always': NOT_ALWAYS,
  'four-losses': FOUR_LOSSES,
  'mean-face': MEAN_FACE_CARD,
  balancing: BALANCING_CARD,
  'any-good': ANY_GOOD,
  'your-face': YOUR_FACE,
}
