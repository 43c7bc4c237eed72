import { encodeAddress } from '../state/address/address.ts'
import type { TourCardId } from '../state/address/choices.ts'
import type { AddressChange } from '../state/address/table.ts'
import { setSettings } from '../state/change-address.ts'
import { openSearch, replaceOpenSearch } from '../state/start-page.ts'
import type { AppState } from '../state/state.ts'
import { appStore, useAppState } from '../state/store.ts'

/** Part of the page's state that cards look at. All that the tour knows of the page goes through this file. */
export type PageState = Pick<AppState, 'picture' | 'faces' | 'layers' | 'options' | 'settings'>

/** Reads the state of the page. */
export const readPage = (): PageState => appStore.getState()

/** Calls a listener at every change of the page. Returns a function that ends it. */
export const watchPage = (listener: (page: PageState) => void): (() => void) => appStore.subscribe(listener)

/** Selects a part of the page's state. */
export function usePage<T>(select: (page: PageState) => T): T {
  return useAppState(select)
}

/** Opens an address that differs in some values: as a new entry of the history, or in the place of this one. */
export function openAddress(change: AddressChange, isNew: boolean): void {
  const search = encodeAddress(change, appStore.getState().search)
  if (isNew) openSearch(search)
  else replaceOpenSearch(search)
}

/** Takes the card out of the address. */
export function closeCard(): void {
  setSettings('tour', { card: undefined })
}

/** Card in the address; undefined without the tour. */
export function useCard(): TourCardId | undefined {
  return usePage(({ settings }) => settings.tour.card)
}
