import { TEXT } from '../../ui/text.ts'
import type { TourCard } from '../card.ts'
import { createDefaultLosses, RACE_END } from '../settings.ts'

export const NOT_ALWAYS: TourCard = {
  text: TEXT.tour.cards.notAlways,
  view: 'losses',
  target: 'race',
  start: () => ({ losses: createDefaultLosses() }),
  isDone: ({ settings: { losses } }) => losses.raceStart === 'early' && losses.raceStep >= RACE_END,
}
