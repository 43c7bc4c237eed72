import { BACKENDS } from '../../../landmarker/backend/backends.ts'
import { VARIANTS } from '../../../landmarker/models/bundled-variants.ts'
import type { OverlayLayers } from '../../canvas/draw.ts'
import { DEFAULTS, type Options } from '../state.ts'
import { MAX_COMPARED } from './choices.ts'
import { decodeGroup, formatSearch, formatValues } from './codec.ts'
import { ADDRESS, SETTINGS_GROUPS, type AddressChange, type Settings } from './table.ts'

/**
 * Decodes the options of the page. Variants that are neither bundled nor in `tuned` have their defaults, and their own
 * order.
 */
export function decodeOptions(search: string, tuned: readonly string[] = []): Options {
  const known = [...VARIANTS, ...tuned]
  const { view, variant, rest, motion, mirrored, zoomed, smoothed } = decodeGroup(ADDRESS.shared, search)
  const { compared: named, layout, magnify } = decodeGroup(ADDRESS.compare, search)
  const chosen = known.find((name) => name === variant)
  const compared = known.filter((name) => named.includes(name)).slice(0, MAX_COMPARED)
  return {
    view,
    variant: chosen ?? DEFAULTS.variant,
    automatic: DEFAULTS.automatic && chosen === undefined,
    compared: compared.length > 1 ? compared : DEFAULTS.compared,
    layout,
    magnify,
    mirrored,
    zoomed,
    smoothed,
    smoothing: { rest, motion },
  }
}

/** Decodes what the networks start with; an undefined backend lets the landmarker choose. */
export function decodeEngine(search: string) {
  const { backend, detector } = decodeGroup(ADDRESS.engine, search)
  return { backend: BACKENDS.find((name) => name === backend), detector }
}

/** Lists what stands in the address for the options of the page. */
export function listOptions(options: Options): AddressChange {
  const { view, variant, automatic, mirrored, zoomed, smoothed, smoothing } = options
  const { compared, layout, magnify } = options
  return {
    shared: { view, variant: automatic ? undefined : variant, mirrored, zoomed, smoothed, ...smoothing },
    compare: { compared, layout, magnify },
  }
}

/** Decodes the layers drawn over the picture. */
export function decodeLayers(search: string): OverlayLayers {
  return decodeGroup(ADDRESS.shared, search).layers
}

/** Decodes the settings of all views. */
export function decodeSettings(search: string): Settings {
  const entries = SETTINGS_GROUPS.map((group) => [group, decodeGroup(ADDRESS[group], search)])
  return Object.fromEntries(entries) as Settings
}

/** Writes values to a query; defaults are left out, and other keys stay. */
export function encodeAddress(change: AddressChange, search: string): string {
  const query = new URLSearchParams(search)
  for (const [name, text] of formatValues(ADDRESS, change)) {
    if (text === undefined) query.delete(name)
    else query.set(name, text)
  }
  return formatSearch(query)
}

/** Returns true if a query has these values, as `encodeAddress` writes them. */
export function hasValues(change: AddressChange, search: string): boolean {
  const query = new URLSearchParams(search)
  return [...formatValues(ADDRESS, change)].every(([name, text]) => query.get(name) === (text ?? null))
}

/** Keys that Losses and Fine-tune once shared. */
const LEGACY_KEYS = ['w', 'epsilon'] as const

/** Renames the keys of old links: w and ε belong to the view that the link opens, else to Losses. */
export function migrateSearch(search: string): string {
  const query = new URLSearchParams(search)
  if (!LEGACY_KEYS.some((key) => query.has(key))) return search
  const { view } = decodeGroup(ADDRESS.shared, search)
  const owner = ADDRESS[view === 'tune' ? 'tune' : 'losses']
  for (const key of LEGACY_KEYS) {
    const value = query.get(key)
    const { name } = owner[key]
    if (value !== null && !query.has(name)) query.set(name, value)
    query.delete(key)
  }
  return formatSearch(query)
}
