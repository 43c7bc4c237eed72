import { TEXT } from '../ui/text.ts'
import { encodeAddress, hasValues } from './address/address.ts'
import { formatSearch } from './address/codec.ts'
import { DEFAULT_LAYERS } from './address/layers.ts'
import { ADDRESS, type AddressChange } from './address/table.ts'
import type { ViewId } from './routes.ts'
import { ACCURATE_VARIANT } from './state.ts'

/** Settings of a view that show something worth seeing, as a link. */
export interface Preset {
  readonly label: string
  /** Values that it sets; all others have their defaults. */
  readonly values: AddressChange
}

const { single, video, annotate, tune, compare, xray, losses, evaluate, balancing } = TEXT.presets

const ONLY_POINTS = { ...DEFAULT_LAYERS, contours: false, figures: false }
const ONLY_HEADS = { ...DEFAULT_LAYERS, contours: false, pose: true, figures: false }

const FOUR_LOSSES = ['l2', 'l1', 'smooth-l1', 'wing']

/** Three presets a view; About, which is text, has none. */
const PRESETS_OF_VIEWS: Readonly<Partial<Record<ViewId, readonly Preset[]>>> = {
  single: [
    { label: single.heads, values: { shared: { layers: ONLY_HEADS } } },
    { label: single.raw, values: { shared: { smoothed: false, zoomed: true } } },
    { label: single.blinks, values: { single: { measures: true }, shared: { zoomed: true } } },
  ],
  video: [
    { label: video.smooth, values: { video: { smooth: true } } },
    { label: video.precise, values: { shared: { variant: ACCURATE_VARIANT } } },
    { label: video.points, values: { shared: { layers: ONLY_POINTS } } },
  ],
  annotate: [
    { label: annotate.features, values: { annotate: { dragScope: 'feature' } } },
    { label: annotate.faces, values: { annotate: { dragScope: 'face' } } },
    { label: annotate.coco, values: { annotate: { format: 'coco' } } },
  ],
  tune: [
    { label: tune.l2, values: { tune: { loss: 'l2' } } },
    { label: tune.short, values: { tune: { steps: 60 } } },
    { label: tune.bold, values: { tune: { rate: 0.003 } } },
  ],
  compare: [
    { label: compare.differences, values: { compare: { layout: 'difference', magnify: 10 } } },
    { label: compare.extremes, values: { compare: { compared: ['l2', 'wing'], layout: 'overlay' } } },
    { label: compare.sizes, values: { compare: { compared: ['precise', 'lite'] } } },
  ],
  xray: [
    { label: xray.shifted, values: { xray: { x: 25 } } },
    { label: xray.turned, values: { xray: { roll: 60, swept: 'roll' } } },
    { label: xray.covered, values: { xray: { occlusion: 50, swept: 'occlusion' } } },
  ],
  losses: [
    { label: losses.steep, values: { losses: { epsilon: 0.02 } } },
    { label: losses.early, values: { losses: { raceStart: 'early' } } },
    { label: losses.bold, values: { losses: { raceRate: 0.3 } } },
  ],
  evaluate: [
    { label: evaluate.losses, values: { evaluate: { listed: FOUR_LOSSES, scored: FOUR_LOSSES } } },
    { label: evaluate.jaw, values: { evaluate: { part: 'jaw' } } },
    { label: evaluate.pupils, values: { evaluate: { by: 'pupil' } } },
  ],
  balancing: [
    { label: balancing.profiles, values: { balancing: { bin: 9 } } },
    { label: balancing.coarse, values: { balancing: { bins: 3 } } },
    { label: balancing.turned, values: { balancing: { deviations: [2.5] } } },
  ],
}

/** Keys that a preset keeps: they choose what is loaded with the page, or stand beside the view. */
const KEPT_NAMES: readonly string[] = [
  ...Object.values(ADDRESS.engine),
  ADDRESS.page.language,
  ADDRESS.tour.card,
  ADDRESS.classroom.hidden,
].map(({ name }) => name)

/** Lists the presets of a view. */
export const listPresets = (view: ViewId): readonly Preset[] => PRESETS_OF_VIEWS[view] ?? []

/** Formats the query of the address that a preset opens, from the current one. */
export function formatPreset(view: ViewId, { values }: Preset, search: string): string {
  const kept = [...new URLSearchParams(search)].filter(([name]) => KEPT_NAMES.includes(name))
  const opened = encodeAddress({ shared: { view } }, '')
  return encodeAddress(values, formatSearch(new URLSearchParams([...new URLSearchParams(opened), ...kept])))
}

/** True if the address has all settings of a preset. */
export function isPresetOpen({ values }: Preset, search: string): boolean {
  return hasValues(values, search)
}
