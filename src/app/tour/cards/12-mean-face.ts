import { TEXT } from '../../ui/text.ts'
import type { TourCard } from '../card.ts'

export const MEAN_FACE_CARD: TourCard = {
  text: TEXT.tour.cards.meanFace,
  view: 'balancing',
  target: 'component-1',
  sees: 'shapes',
  start: () => ({ balancing: { source: 'training', deviations: [] } }),
  isDone: ({ settings }) => (settings.balancing.deviations.at(0) ?? 0) !== 0,
}
