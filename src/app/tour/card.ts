import type { AddressChange } from '../state/address/table.ts'
import type { ViewId } from '../state/routes.ts'
import type { PageState } from './page-state.ts'

/** Text of a card. */
export interface CardText {
  readonly title: string
  readonly text: string
  /** Task that the card waits for. */
  readonly task?: string
  /** Result of the task, once it is done. */
  readonly outcome?: string
}

/** Card of the tour. */
export interface TourCard {
  readonly text: CardText
  readonly view: ViewId
  /** `data-tour` or `data-testid` of the element that it points at. */
  readonly target: string
  /** The same of another element that it leaves uncovered. */
  readonly sees?: string
  /** True if it says nothing without a face. */
  readonly needsPicture?: boolean
  /** Computes the settings that it starts with, so that what it waits for is still to be done. */
  readonly start?: (page: PageState) => AddressChange
  /** True once the visitor has done what it waits for; cards without are only read. */
  readonly isDone?: (page: PageState) => boolean
}
