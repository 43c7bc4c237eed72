import { BACKENDS, type BackendName } from '../../landmarker/backend/backends.ts'
import { SMOOTHING } from '../../landmarker/tracking/one-euro.ts'
import { VARIANTS } from '../../landmarker/models/bundled-variants.ts'
import { formatSearch, writeQuery } from './address-bar.ts'
import type { OverlayLayers } from '../canvas/draw.ts'
import { DEFAULTS, LAYOUTS, type Options } from './state.ts'
import { VIEWS } from './routes.ts'

/** Ranges of the two knobs of smoothing, in Hz and in Hz for each face side a second. */
export const MIN_CUTOFF_RANGE_HZ = [0.2, 5] as const
export const BETA_RANGE_HZ = [0, 40] as const

/** The variants named in a list, each once, in the order of those known. */
function parseVariants(list: string | null, known: readonly string[]): string[] {
  const named = (list ?? '').split(',')
  return known.filter((name) => named.includes(name))
}

/**
 * What the page's address asks for; whatever it does not say, or says wrong, is as by default. So is a
 * variant that is neither shipped nor among the `tuned` of this browser.
 */
export function parseOptions(search: string, tuned: readonly string[] = []): Options {
  const known = [...VARIANTS, ...tuned]
  const query = new URLSearchParams(search)
  const view = query.get('view')
  const variant = query.get('variant') ?? ''
  const compared = parseVariants(query.get('variants'), known).slice(0, 4)
  const number = (key: string, [low, high]: readonly [number, number], defaultValue: number) => {
    const text = query.get(key) ?? ''
    // Plus 0 makes 0 of -0, which no address says again.
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

/** The address that gives these options again; everything else in it stays. */
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

/** Asked for by ?backend=; anything else is left to the landmarker. */
export function parseBackend(search: string): BackendName | undefined {
  const asked = new URLSearchParams(search).get('backend')
  return BACKENDS.find((name) => name === asked)
}

/** The face detector that the address asks for. */
export function parseDetector(search: string): 'blaze-face' | 'mediapipe' {
  return new URLSearchParams(search).get('detector') === 'mediapipe' ? 'mediapipe' : 'blaze-face'
}

/** Losses and Fine-tune once shared these keys. */
const LEGACY_KEYS = ['w', 'epsilon'] as const

/**
 * The address with its oldest keys as they are called now: what an old link says of w and ε is for the view that
 * it opens, or for Losses.
 */
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

const DEFAULT_LAYERS: OverlayLayers = { contours: true, points: true, box: false, figures: true }

const formatLayers = (layers: OverlayLayers) =>
  Object.entries(layers)
    .flatMap(([name, shown]) => (shown ? [name] : []))
    .join(',')

/** What is drawn over the picture, by ?show=; an empty list is nothing. */
export function parseLayers(search: string): OverlayLayers {
  const named = (new URLSearchParams(search).get('show') ?? formatLayers(DEFAULT_LAYERS)).split(',')
  const shows = (layer: keyof OverlayLayers) => named.includes(layer)
  return {
    contours: shows('contours'),
    points: shows('points'),
    box: shows('box'),
    figures: shows('figures'),
  }
}

/** Puts what is drawn into the page's address. */
export function writeLayers(layers: OverlayLayers): void {
  writeQuery('show', formatLayers(layers), formatLayers(DEFAULT_LAYERS))
}
