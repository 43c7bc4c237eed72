import { TEXT } from '../../ui/text.ts'
import type { TourCard } from '../card.ts'

export const ONLY_POINTS: TourCard = {
  text: TEXT.tour.cards.onlyPoints,
  view: 'single',
  target: 'layers',
  sees: 'picture',
  start: ({ layers }) => ({ shared: { layers: { ...layers, contours: true, points: true } } }),
  isDone: ({ layers }) => !layers.contours,
}
