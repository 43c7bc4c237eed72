import { DEFAULT_DISPLACEMENT, formatDisplacement } from '../../state/address/displacement.ts'
import { TEXT } from '../../ui/text.ts'
import type { TourCard } from '../card.ts'
import { createDefaultLosses } from '../settings.ts'

export const WHAT_A_LOSS_IS: TourCard = {
  text: TEXT.tour.cards.whatALossIs,
  view: 'losses',
  target: 'pulled-face',
  sees: 'pull',
  start: () => ({ losses: { ...createDefaultLosses(), pull: DEFAULT_DISPLACEMENT } }),
  isDone: ({ settings }) =>
    formatDisplacement(settings.losses.pull) !== formatDisplacement(DEFAULT_DISPLACEMENT),
}
