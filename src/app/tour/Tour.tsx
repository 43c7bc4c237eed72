import { useEffect, useRef, useState } from 'react'
import type { TourCardId } from '../state/address/choices.ts'
import { CARDS } from './cards.ts'
import { closeCard, openAddress, readPage, watchPage } from './page-state.ts'
import { TourCardDialog } from './TourCardDialog.tsx'
import { enterCard, findPlace, isWaiting, noteDone, type DoneCards } from './tour-progress.ts'

interface Props {
  /** Card in the address. */
  readonly id: TourCardId
  /** Called when the visitor has left the tour. */
  readonly onLeave: () => void
}

/** Tour of the page, card by card. */
export function Tour({ id, onLeave }: Props) {
  const [done, setDone] = useState<DoneCards>(new Set())
  const entered = useRef<TourCardId>(undefined)
  const card = CARDS[id]
  const { previous, next } = findPlace(id)

  /** Opens a card as a new entry of the history, or in the place of the one that led to it. */
  const open = (to: TourCardId, isNew: boolean) => {
    entered.current = to
    openAddress(enterCard(to, CARDS[to], done, readPage()), isNew)
  }
  const leave = () => {
    closeCard()
    onLeave()
  }

  useEffect(() => {
    // Entered by link, or on the way back or forward.
    if (entered.current !== id) open(id, false)
    const note = () => {
      const now = noteDone(id, CARDS[id], done, readPage())
      if (now !== done) setDone(now)
    }
    note()
    return watchPage(note)
  })

  return (
    <TourCardDialog
      key={id}
      id={id}
      card={card}
      isWaiting={isWaiting(id, card, done)}
      onBack={previous && (() => open(previous, true))}
      onNext={next ? () => open(next, true) : undefined}
      onLeave={leave}
    />
  )
}
