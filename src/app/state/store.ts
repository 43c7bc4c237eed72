import { createStore, useStore, type StoreApi } from 'zustand'
import { decodeLayers, decodeOptions, decodeSettings, migrateSearch } from './address/address.ts'
import type { AppState } from './state.ts'

/** Holds the page's state and notifies those who watch it. */
export type AppStore = StoreApi<AppState>

/** Creates the state of a page that is opened with this query. */
export function createAppStore(search: string): AppStore {
  const migrated = migrateSearch(search)
  return createStore<AppState>()(() => ({
    loading: { phase: 'loading', loaded: 0, total: 0 },
    variants: undefined,
    search: migrated,
    visit: 0,
    options: decodeOptions(migrated),
    layers: decodeLayers(migrated),
    settings: decodeSettings(migrated),
    picture: 'none',
    image: undefined,
    hasPoses: false,
    isPaused: false,
    busy: undefined,
    alert: undefined,
    cameras: [],
    camera: undefined,
    dataset: undefined,
    tuned: [],
    stale: [],
    faces: undefined,
    stats: undefined,
    update: undefined,
  }))
}

/** State of this page. Tests of its parts run without a location. */
export const appStore = createAppStore(typeof location === 'undefined' ? '' : location.search)

/** Selects a part of the state; the component renders again when it changes. Never select a new object. */
export function useAppState<T>(select: (state: AppState) => T): T {
  return useStore(appStore, select)
}
