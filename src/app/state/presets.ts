import { currentSearch, formatSearch } from './address-bar.ts'
import type { ViewId } from './routes.ts'
import { TEXT } from '../ui/text.ts'

/** Settings of a view that show something worth seeing, as a link. */
export interface Preset {
  readonly label: string
  /** Keys of the address that it sets; all others of the view have their defaults. */
  readonly query: Readonly<Record<string, string>>
}

const { single, compare, xray, losses, evaluate, balancing } = TEXT.presets

/** Three presets a view; those without are steps to go through, or text. */
const PRESETS: Readonly<Partial<Record<ViewId, readonly Preset[]>>> = {
  single: [
    { label: single.heads, query: { show: 'points,pose' } },
    { label: single.raw, query: { smooth: 'off', zoom: 'on' } },
    { label: single.blinks, query: { measures: 'on', zoom: 'on' } },
  ],
  compare: [
    { label: compare.differences, query: { layout: 'difference', magnify: '10' } },
    { label: compare.extremes, query: { variants: 'l2,wing', layout: 'overlay' } },
    { label: compare.sizes, query: { variants: 'precise,lite' } },
  ],
  xray: [
    { label: xray.shifted, query: { x: '25' } },
    { label: xray.turned, query: { roll: '60', plot: 'roll' } },
    { label: xray.covered, query: { occlusion: '50', plot: 'occlusion' } },
  ],
  losses: [
    { label: losses.steep, query: { 'losses-epsilon': '0.02' } },
    { label: losses.early, query: { 'race-start': 'early' } },
    { label: losses.bold, query: { 'race-rate': '0.3' } },
  ],
  evaluate: [
    { label: evaluate.losses, query: { scored: 'l2,l1,smooth-l1,wing' } },
    { label: evaluate.detected, query: { start: 'detected' } },
    { label: evaluate.pupils, query: { by: 'pupil' } },
  ],
  balancing: [
    { label: balancing.profiles, query: { bin: '9' } },
    { label: balancing.coarse, query: { bins: '3' } },
    { label: balancing.turned, query: { bend: '2.5' } },
  ],
}

/** Keys that a preset keeps: they choose what is loaded with the page. */
const KEPT_KEYS = ['backend', 'detector'] as const

/** Lists the presets of a view. */
export const listPresets = (view: ViewId): readonly Preset[] => PRESETS[view] ?? []

/** Formats the query of the address that a preset opens. */
export function formatPreset(view: ViewId, { query }: Preset): string {
  const current = new URLSearchParams(currentSearch())
  const kept = KEPT_KEYS.flatMap((key) => {
    const value = current.get(key)
    return value === null ? [] : [[key, value]]
  })
  const named = view === 'single' ? [] : [['view', view]]
  return formatSearch(new URLSearchParams([...named, ...kept, ...Object.entries(query)]))
}

/** True if the address has all settings of a preset. */
export function isPresetOpen({ query }: Preset, search: string): boolean {
  const current = new URLSearchParams(search)
  return Object.entries(query).every(([key, value]) => current.get(key) === value)
}
