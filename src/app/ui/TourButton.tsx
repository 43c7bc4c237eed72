import { TOUR_CARDS } from '../state/address/choices.ts'
import { encodeAddress } from '../state/address/address.ts'
import { openSearch } from '../state/start-page.ts'
import { appStore, useAppState } from '../state/store.ts'
import { TEXT } from './text.ts'

/** Opens the first card of the tour; nothing while the tour is open. */
export function TourButton({ className }: { readonly className?: string }) {
  const isOpen = useAppState(({ settings }) => settings.tour.card !== undefined)
  if (isOpen) return null
  return (
    <button
      type="button"
      className={className}
      onClick={() => openSearch(encodeAddress({ tour: { card: TOUR_CARDS[0] } }, appStore.getState().search))}
    >
      {TEXT.tour.start}
    </button>
  )
}
