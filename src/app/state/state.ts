import type { BackendChoice } from '../../landmarker/backend/backends.ts'
import type { Face } from '../../landmarker/landmarker.ts'
import { SMOOTHING, type Smoothing } from '../../landmarker/tracking/one-euro.ts'
import { VARIANTS } from '../../landmarker/models/bundled-variants.ts'
import type { CameraDevice } from '../media/camera.ts'
import type { Dataset } from '../media/dataset/dataset.ts'
import type { OverlayLayers } from '../canvas/draw.ts'
import type { AnalysedImage } from '../canvas/render-image.ts'
import type { Stats } from '../canvas/rolling-stats.ts'
import type { TunedVariant } from '../../tuning/tuned-variant.ts'
import { TUNING_BASES } from '../storage/tuning-bases.ts'
import { parseTunedNumber } from '../storage/tuned-name.ts'
import type { Viewport } from '../canvas/viewport.ts'
import { MAX_COMPARED } from './address/choices.ts'
import type { Settings } from './address/table.ts'
import type { ViewId } from './routes.ts'

/** Loading state of the networks: weights are downloaded, then a first run warms them up. */
export type LoadingState =
  | { readonly phase: 'loading'; readonly loaded: number; readonly total: number }
  | { readonly phase: 'warming' }
  | { readonly phase: 'ready'; readonly backend: BackendChoice }
  | { readonly phase: 'failed'; readonly message: string }

export const LAYOUTS = ['panels', 'overlay', 'difference'] as const
export type Layout = (typeof LAYOUTS)[number]

/** Choices of the visitor, all stored in the address. */
export interface Options {
  readonly view: ViewId
  /** Variant of the views that show one; see `selectVariant`. */
  readonly variant: string
  /** True if Live chooses it by the speed of this device: lite first, precise if it is fast enough. */
  readonly automatic: boolean
  /** Variants of Compare, two to four, in the order of VARIANTS, then tuned ones. */
  readonly compared: readonly string[]
  readonly layout: Layout
  /** Factor by which the difference layout enlarges distances. */
  readonly magnify: number
  readonly mirrored: boolean
  /** Shows only the largest face, enlarged. */
  readonly zoomed: boolean
  /** Smoothing of the camera's landmarks. */
  readonly smoothed: boolean
  readonly smoothing: Smoothing
}

/** Most accurate variant, and the fastest, which a first visit starts with and slow devices keep. */
export const ACCURATE_VARIANT = ['precise', 'wing'].find((name) => VARIANTS.includes(name)) ?? VARIANTS[0]!
export const FAST_VARIANT = VARIANTS.includes('lite') ? 'lite' : ACCURATE_VARIANT

export const DEFAULTS: Options = {
  view: 'single',
  variant: FAST_VARIANT,
  automatic: FAST_VARIANT !== ACCURATE_VARIANT,
  compared: VARIANTS.slice(0, MAX_COMPARED),
  layout: 'panels',
  magnify: 5,
  mirrored: true,
  zoomed: false,
  smoothed: true,
  smoothing: SMOOTHING,
}

/** Names of the bundled variants that Fine-tune can train. */
export const TUNABLE_VARIANTS: readonly string[] = TUNING_BASES.map(({ name }) => name)

const DEFAULT_TUNABLE_VARIANT = TUNABLE_VARIANTS.includes('wing') ? 'wing' : TUNABLE_VARIANTS[0]!

const isTunable = (variant: string) =>
  TUNABLE_VARIANTS.includes(variant) || parseTunedNumber(variant) !== undefined

/**
 * Selects the variant of a view that shows one. In the automatic mode X-ray and Annotate use the accurate one, however
 * slow it is. Fine-tune uses one that it can train.
 */
export function selectVariant({ view, variant, automatic }: Options): string {
  if (view === 'tune') return !automatic && isTunable(variant) ? variant : DEFAULT_TUNABLE_VARIANT
  return automatic && (view === 'xray' || view === 'annotate') ? ACCURATE_VARIANT : variant
}

/**
 * Lists the variants to run. The first one's first stage finds the crop: Wing if it takes part, so that adding a
 * variant does not change the crop.
 */
export function variantsToRun(options: Options): [lead: string, ...others: string[]] {
  const { view, compared } = options
  if (view !== 'compare') return [selectVariant(options)]
  const lead = compared.includes('wing') ? 'wing' : compared[0]!
  return [lead, ...compared.filter((name) => name !== lead)]
}

/** State of the page, which its parts share; see `appStore`. */
export interface AppState {
  readonly loading: LoadingState
  /** Variants that the networks use for the page's pictures; undefined while they start or are lent. */
  readonly variants: readonly string[] | undefined
  /** Query of the address, with a change that is still to be written to the browser's. */
  readonly search: string
  /** Number of times that another address was opened: by a preset, or on the way back or forward. */
  readonly visit: number
  /** Decoded from the address. */
  readonly options: Options
  readonly layers: OverlayLayers
  readonly settings: Settings
  readonly picture: 'none' | 'camera' | 'photo' | 'clip'
  /** Last picture with its faces; undefined if there is none, or while another one is on its way. */
  readonly image: AnalysedImage | undefined
  /** True once the estimation of head poses is loaded. */
  readonly hasPoses: boolean
  /** True while the sample clip is paused. */
  readonly isPaused: boolean
  /** Reason for waiting, shown to the user. */
  readonly busy: string | undefined
  /** Last error, shown to the user. */
  readonly alert: string | undefined
  readonly cameras: readonly CameraDevice[]
  readonly camera: string | undefined
  /** Imported annotated photos. */
  readonly dataset: Dataset | undefined
  /** Tuned variants of this browser, and those that no longer fit the bundled weights. */
  readonly tuned: readonly TunedVariant[]
  readonly stale: readonly TunedVariant[]
  readonly faces: number | undefined
  readonly stats: Stats | undefined
  /** Switches to a new version of the page, if one is ready. */
  readonly update: (() => void) | undefined
}

/** Returns true if the picture is drawn mirrored. */
export const isMirrored = ({ options, picture }: AppState): boolean =>
  options.mirrored && picture === 'camera'

/** Last faces and how they were drawn, for tests. */
export interface Inspection {
  readonly faces: readonly Face[]
  readonly width: number
  readonly height: number
  /** Viewport of the first panel. */
  readonly viewport: Viewport
  /** Viewport of each panel, with the variants drawn in it. */
  readonly panels: readonly { readonly variants: readonly string[]; readonly viewport: Viewport }[]
  readonly frames: number
  readonly backend: string
  /** Thread on which the networks run. */
  readonly place: 'worker' | 'page' | undefined
  /** Number of tensors allocated on the backend. */
  readonly tensors: number
  /** GPU memory of the backend. */
  readonly gpuBytes: number | undefined
}

declare global {
  interface Window {
    wingmark?: Inspection
  }
}
