import { DEFAULT_DISPLACEMENT, type Displacement } from '../../state/address/displacement.ts'
import { TEXT } from '../../ui/text.ts'
import type { TourCard } from '../card.ts'
import { createDefaultLosses } from '../settings.ts'

/** True if a point is at most a pixel off in x and in y, but not in its true place, where nothing pulls. */
function isNear({ residual: [x, y] }: Displacement): boolean {
  const size = Math.max(Math.abs(x), Math.abs(y))
  return size > 0 && size <= 1
}

export const NEAR_AND_FAR: TourCard = {
  text: TEXT.tour.cards.nearAndFar,
  view: 'losses',
  target: 'pulled-face',
  sees: 'pull',
  start: ({ settings: { losses } }) => ({
    losses: { ...createDefaultLosses(), pull: isNear(losses.pull) ? DEFAULT_DISPLACEMENT : losses.pull },
  }),
  isDone: ({ settings }) => isNear(settings.losses.pull),
}
