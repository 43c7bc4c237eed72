import { ADDRESS } from '../../state/address/table.ts'
import { ACCURATE_VARIANT } from '../../state/state.ts'
import { findResult } from '../../state/results.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { formatFigure } from '../../ui/format.ts'
import { TEXT } from '../../ui/text.ts'
import type { TourCard } from '../card.ts'

const { title, text, task, outcome } = TEXT.tour.cards.anyGood
const { part, by, listed } = ADDRESS.evaluate

const formatError = (variant: string) => formatFigure(findResult(variant)?.cascade.nmeInterOcular ?? NaN)

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
    task,
    outcome,
  },
  view: 'evaluate',
  target: 'ced',
  start: () => ({
    evaluate: { part: part.defaultValue, by: by.defaultValue, listed: listed.defaultValue },
  }),
  isDone: ({ settings }) => settings.evaluate.part === 'jaw',
}
