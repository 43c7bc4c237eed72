import { TEXT } from '../../ui/text.ts'
import type { TourCard } from '../card.ts'
import { createNeutralXray, hasPicture } from '../settings.ts'

/** Smallest tilt in degrees at which the first crop is seen to be tilted. */
export const SEEN_TILT = 30

export const TILT: TourCard = {
  text: TEXT.tour.cards.tilt,
  view: 'xray',
  target: 'perturb-roll',
  sees: 'xray-steps',
  needsPicture: true,
  start: () => ({ xray: createNeutralXray() }),
  isDone: (page) => hasPicture(page) && Math.abs(page.settings.xray.roll) >= SEEN_TILT,
}
