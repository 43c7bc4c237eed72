import { TEXT } from '../../ui/text.ts'
import type { TourCard } from '../card.ts'
import { createNeutralXray, hasPicture } from '../settings.ts'
import { SEEN_TILT } from './04-tilt.ts'

/** Tilt in degrees for those who come by link. */
const TILT_DEGREES = 60

export const TWO_NETWORKS: TourCard = {
  text: TEXT.tour.cards.twoNetworks,
  view: 'xray',
  target: 'passes',
  sees: 'xray-steps',
  needsPicture: true,
  start: ({ settings: { xray } }) => ({
    xray: {
      ...createNeutralXray(),
      roll: Math.abs(xray.roll) < SEEN_TILT ? TILT_DEGREES : xray.roll,
      swept: 'roll',
    },
  }),
  isDone: (page) => hasPicture(page) && page.settings.xray.passes === 0,
}
