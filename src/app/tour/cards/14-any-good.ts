import { ACCURATE_VARIANT } from '../../state/state.ts'
import { findResult } from '../../state/results.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { formatFigure } from '../../ui/format.ts'
import { TEXT } from '../../ui/text.ts'
import type { TourCard } from '../card.ts'

const { title, text } = TEXT.tour.cards.anyGood

const formatError = (variant: string) => formatFigure(findResult(variant)?.cascade.nmeInterPupil ?? NaN)

export const ANY_GOOD: TourCard = {
  text: {
    title,
    text: text(
      findResult(ACCURATE_VARIANT)?.errors.length ?? 0,
      formatVariantName(ACCURATE_VARIANT),
      formatError(ACCURATE_VARIANT),
      formatError('wing'),
      formatError('l2'),
    ),
  },
  view: 'about',
  target: 'scores',
}
