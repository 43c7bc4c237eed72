import { TEXT } from '../../ui/text.ts'
import type { TourCard } from '../card.ts'
import { hasPicture } from '../settings.ts'

export const FIND_A_FACE: TourCard = {
  text: TEXT.tour.cards.findAFace,
  view: 'single',
  target: 'samples',
  sees: 'picture',
  // The sample clip does not count: it starts by itself.
  isDone: (page) => hasPicture(page) && (page.faces ?? 0) > 0,
}
