import { BACKENDS, type BackendName } from '../../landmarker/backend/backends.ts'
import { SMOOTHING } from '../../landmarker/tracking/one-euro.ts'
import { VARIANTS } from '../../landmarker/models/bundled-variants.ts'
import { formatSearch, writeQuery } from './address-bar.ts'
import type { OverlayLayers } from '../canvas/draw.ts'
import { DEFAULTS, LAYOUTS, type Options } from './state.ts'
import { VIEWS } from './routes.ts'

/** Ranges of the One-Euro filter's minimum cut-off (Hz) and beta (Hz per face side and second). */
export const MIN_CUTOFF_RANGE_HZ = [0.2, 5] as const
export const BETA_RANGE_HZ = [0, 40] as const

/** Parses a list of variant names; returns the known ones, once each, in their own order. */
function parseVariants(list: string | null, known: readonly string[]): string[] {
  const named = (list ?? '').split(',')
  return known.filter((name) => named.includes(name))
}

/**
 * Parses the options in the address. Missing and invalid ones have their defaults, as have variants that are
 * neither bundled nor in `tuned`.
 */
export function parseOptions(search: string, tuned: readonly string[] = []): Options {
  const known = [...VARIANTS, ...tuned]
  const query = new URLSearchParams(search)
  const view = query.get('view')
  const variant = query.get('variant') ?? ''
  const compared = parseVariants(query.get('variants'), known).slice(0, 4)
  const number = (key: string, [low, high]: readonly [number, number], defaultValue: number) => {
    const text = query.get(key) ?? ''
    // Adding 0 turns -0 into 0, which formats without a sign.
    const value = text.trim() === '' ? NaN : Number(text) + 0
    return value >= low && value <= high ? value : defaultValue
  }
  return {
    view: VIEWS.find(({ id }) => id === view && (id !== 'compare' || VARIANTS.length > 1))?.id ?? 'single',
    variant: known.includes(variant) ? variant : DEFAULTS.variant,
    automatic: DEFAULTS.automatic && !known.includes(variant),
    compared: compared.length > 1 ? compared : DEFAULTS.compared,
    layout: LAYOUTS.find((layout) => layout === query.get('layout')) ?? DEFAULTS.layout,
    magnify: number('magnify', [1, 20], DEFAULTS.magnify),
    mirrored: query.get('mirror') !== 'off',
    zoomed: query.get('zoom') === 'on',
    smoothed: query.get('smooth') !== 'off',
    smoothing: {
      rest: number('rest', MIN_CUTOFF_RANGE_HZ, SMOOTHING.rest),
      motion: number('motion', BETA_RANGE_HZ, SMOOTHING.motion),
    },
  }
}

/** Serialises options into the query; other keys stay. */
export function serializeOptions(options: Options, search: string): string {
  const query = new URLSearchParams(search)
  const values: Record<string, string> = {
    view: options.view,
    variant: options.automatic ? '' : options.variant,
    variants: options.compared.join(','),
    layout: options.layout,
    magnify: String(options.magnify),
    mirror: options.mirrored ? 'on' : 'off',
    zoom: options.zoomed ? 'on' : 'off',
    smooth: options.smoothed ? 'on' : 'off',
    rest: String(options.smoothing.rest),
    motion: String(options.smoothing.motion),
  }
  const defaultValue: Record<string, string> = {
    view: 'single',
    variant: DEFAULTS.automatic ? '' : DEFAULTS.variant,
    variants: DEFAULTS.compared.join(','),
    layout: DEFAULTS.layout,
    magnify: String(DEFAULTS.magnify),
    mirror: 'on',
    zoom: 'off',
    smooth: 'on',
    rest: String(SMOOTHING.rest),
    motion: String(SMOOTHING.motion),
  }
  for (const [key, value] of Object.entries(values)) {
    if (value === defaultValue[key]) query.delete(key)
    else query.set(key, value)
  }
  return formatSearch(query)
}

/** Parses ?backend=; undefined lets the landmarker choose. */
export function parseBackend(search: string): BackendName | undefined {
  const asked = new URLSearchParams(search).get('backend')
  return BACKENDS.find((name) => name === asked)
}

/** Parses ?detector=. */
export function parseDetector(search: string): 'blaze-face' | 'mediapipe' {
  return new URLSearchParams(search).get('detector') === 'mediapipe' ? 'mediapipe' : 'blaze-face'
}

/** Keys that Losses and Fine-tune once shared. */
const LEGACY_KEYS = ['w', 'epsilon'] as const

/** Renames legacy keys: w and ε belong to the view that an old link opens, else to Losses. */
export function migrateSearch(search: string): string {
  const query = new URLSearchParams(search)
  const owner = query.get('view') === 'tune' ? 'tune' : 'losses'
  for (const key of LEGACY_KEYS) {
    const value = query.get(key)
    if (value !== null && !query.has(`${owner}-${key}`)) query.set(`${owner}-${key}`, value)
    query.delete(key)
  }
  return formatSearch(query)
}

const DEFAULT_LAYERS: OverlayLayers = { contours: true, points: true, box: false, pose: false, figures: true }

const formatLayers = (layers: OverlayLayers) =>
  Object.entries(layers)
    .flatMap(([name, shown]) => (shown ? [name] : []))
    .join(',')

/** Parses ?show=, the layers drawn over the picture; an empty list is none. */
export function parseLayers(search: string): OverlayLayers {
  const named = (new URLSearchParams(search).get('show') ?? formatLayers(DEFAULT_LAYERS)).split(',')
  const shows = (layer: keyof OverlayLayers) => named.includes(layer)
  return {
    contours: shows('contours'),
    points: shows('points'),
    box: shows('box'),
    pose: shows('pose'),
    figures: shows('figures'),
  }
}

/** Writes the drawn layers to the address. */
export function writeLayers(layers: OverlayLayers): void {
  writeQuery('show', formatLayers(layers), formatLayers(DEFAULT_LAYERS))
}
