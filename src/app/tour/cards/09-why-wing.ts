import { TEXT } from '../../ui/text.ts'
import type { TourCard } from '../card.ts'
import { createDefaultLosses, RACE_END } from '../settings.ts'

export const WHY_WING: TourCard = {
  text: TEXT.tour.cards.whyWing,
  view: 'losses',
  target: 'prediction',
  sees: 'race',
  start: () => ({ losses: createDefaultLosses() }),
  isDone: ({ settings }) => settings.losses.raceStep >= RACE_END,
}
