import { TEXT } from '../../ui/text.ts'
import type { TourCard } from '../card.ts'
import { createNeutralXray } from '../settings.ts'

export const TAKEN_APART: TourCard = {
  text: TEXT.tour.cards.takenApart,
  view: 'xray',
  target: 'xray-steps',
  needsPicture: true,
  // With the contours that the card before switched off.
  start: ({ layers }) => ({
    xray: createNeutralXray(),
    shared: { layers: { ...layers, contours: true } },
  }),
}
