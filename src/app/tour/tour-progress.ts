import { TOUR_CARDS, type TourCardId } from '../state/address/choices.ts'
import type { AddressChange } from '../state/address/table.ts'
import type { TourCard } from './card.ts'
import type { PageState } from './page-state.ts'

/** Cards whose action has been done in this tour. */
export type DoneCards = ReadonlySet<TourCardId>

/** Place of a card in the tour, from 1, and its neighbours. */
export interface Place {
  readonly number: number
  readonly all: number
  readonly previous: TourCardId | undefined
  readonly next: TourCardId | undefined
}

/** Finds the place of a card. */
export function findPlace(id: TourCardId): Place {
  const index = TOUR_CARDS.indexOf(id)
  return {
    number: index + 1,
    all: TOUR_CARDS.length,
    previous: index > 0 ? TOUR_CARDS[index - 1] : undefined,
    next: TOUR_CARDS.at(index + 1),
  }
}

/** True while a card waits for the visitor's action: there is no way past it but Leave and Back. */
export function isWaiting(id: TourCardId, { isDone }: TourCard, done: DoneCards): boolean {
  return isDone !== undefined && !done.has(id)
}

/** Computes the address that a card opens. Settings of one that is done stay as they are. */
export function enterCard(id: TourCardId, card: TourCard, done: DoneCards, page: PageState): AddressChange {
  const start = done.has(id) ? undefined : card.start?.(page)
  return { ...start, shared: { ...start?.shared, view: card.view }, tour: { card: id } }
}

/** Notes that a card is done, if it is; the same set if that changes nothing. */
export function noteDone(id: TourCardId, card: TourCard, done: DoneCards, page: PageState): DoneCards {
  const isNew = isWaiting(id, card, done) && page.options.view === card.view && card.isDone?.(page) === true
  return isNew ? new Set([...done, id]) : done
}
