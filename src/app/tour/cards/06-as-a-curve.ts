import { TEXT } from '../../ui/text.ts'
import type { TourCard } from '../card.ts'

export const AS_A_CURVE: TourCard = {
  text: TEXT.tour.cards.asACurve,
  view: 'xray',
  target: 'xray-plot',
  needsPicture: true,
  start: () => ({ xray: { swept: 'roll' } }),
}
