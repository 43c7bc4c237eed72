import { TEXT } from '../../ui/text.ts'
import type { TourCard } from '../card.ts'

export const YOUR_FACE: TourCard = {
  text: TEXT.tour.cards.yourFace,
  view: 'tune',
  target: 'record',
  sees: 'picture',
}
