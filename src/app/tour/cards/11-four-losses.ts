import { ADDRESS } from '../../state/address/table.ts'
import { TEXT } from '../../ui/text.ts'
import type { TourCard } from '../card.ts'

const { layout, compared, magnify } = ADDRESS.compare

export const FOUR_LOSSES: TourCard = {
  text: TEXT.tour.cards.fourLosses,
  view: 'compare',
  target: 'layout',
  sees: 'picture',
  needsPicture: true,
  start: () => ({
    compare: {
      layout: layout.defaultValue,
      compared: compared.defaultValue,
      magnify: magnify.defaultValue,
    },
  }),
  isDone: ({ options, picture }) => picture !== 'none' && options.layout === 'difference',
}
