import { ADDRESS } from '../../state/address/table.ts'
import { TEXT } from '../../ui/text.ts'
import type { TourCard } from '../card.ts'

export const BALANCING_CARD: TourCard = {
  text: TEXT.tour.cards.balancing,
  view: 'balancing',
  target: 'bins',
  sees: 'shapes',
  start: () => ({
    balancing: { source: 'training', bins: ADDRESS.balancing.bins.defaultValue, bin: undefined },
  }),
  isDone: ({ settings }) => settings.balancing.bin !== undefined,
}
