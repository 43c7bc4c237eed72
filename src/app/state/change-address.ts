import type { OverlayLayers } from '../canvas/draw.ts'
import { encodeAddress } from './address/address.ts'
import type { AddressChange, Settings, SettingsGroup } from './address/table.ts'
import { pushSearch, replaceSearch } from './address-bar.ts'
import type { AppState } from './state.ts'
import { appStore, useAppState } from './store.ts'

/** Changes the state, and writes what of it stands in the address. `isNew` makes a new entry in the history. */
export function changeAddress(state: Partial<AppState>, change: AddressChange, isNew = false): void {
  const search = encodeAddress(change, appStore.getState().search)
  appStore.setState({ ...state, search })
  if (isNew) pushSearch(search)
  else replaceSearch(search)
}

/** Changes layers drawn over the picture. */
export function setLayers(change: Partial<OverlayLayers>): void {
  const layers = { ...appStore.getState().layers, ...change }
  changeAddress({ layers }, { shared: { layers } })
}

/** Changes settings of a view. */
export function setSettings<Group extends SettingsGroup>(
  group: Group,
  change: Partial<Settings[Group]>,
): void {
  const { settings } = appStore.getState()
  changeAddress(
    { settings: { ...settings, [group]: { ...settings[group], ...change } } },
    { [group]: change },
  )
}

/** Settings of a view, as they stand in the address. */
export function useSettings<Group extends SettingsGroup>(group: Group): Settings[Group] {
  return useAppState(({ settings }) => settings[group])
}
