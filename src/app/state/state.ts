import type { BackendChoice } from '../../landmarker/backend/backends.ts'
import type { Face } from '../../landmarker/landmarker.ts'
import { SMOOTHING, type Smoothing } from '../../landmarker/tracking/one-euro.ts'
import { VARIANTS } from '../../landmarker/models/bundled-variants.ts'
import type { Camera } from '../media/camera.ts'
import type { Layers } from '../canvas/draw.ts'
import type { Figures } from '../canvas/rolling-stats.ts'
import type { TunedVariant } from '../../tuning/tuned-variant.ts'
import type { View } from '../canvas/viewport.ts'
import type { ViewId } from './routes.ts'

/** How far the networks are: bytes of weights, then a first run. */
export type Engine =
  | { readonly phase: 'loading'; readonly loaded: number; readonly total: number }
  | { readonly phase: 'warming' }
  | { readonly phase: 'ready'; readonly backend: BackendChoice }
  | { readonly phase: 'failed'; readonly message: string }

export const LAYOUTS = ['panels', 'overlay', 'difference'] as const
export type Layout = (typeof LAYOUTS)[number]

/** What a person chose; all of it stands in the page's address. */
export interface Options {
  readonly view: ViewId
  /** The variant of the views that show one; see `variantOf`. */
  readonly variant: string
  /** Whether this machine's speed chooses it in Live: lite first, and Wing where it is fast enough. */
  readonly automatic: boolean
  /** The variants of the compare view, two to four, in the order of VARIANTS, then tuned ones. */
  readonly compared: readonly string[]
  readonly layout: Layout
  /** By how much the difference layout enlarges distances. */
  readonly magnify: number
  readonly mirrored: boolean
  /** Shows the largest face alone, as large as it goes. */
  readonly zoomed: boolean
  /** Whether the camera's points are smoothed, and how. */
  readonly smoothed: boolean
  readonly smoothing: Smoothing
}

/** The variant that finds the points best; and the slim one, which a first visit begins with and weak machines keep. */
export const STRONG = VARIANTS.includes('wing') ? 'wing' : VARIANTS[0]
export const SLIM = VARIANTS.includes('lite') ? 'lite' : STRONG

export const DEFAULTS: Options = {
  view: 'single',
  variant: SLIM,
  automatic: SLIM !== STRONG,
  compared: VARIANTS.slice(0, 4),
  layout: 'panels',
  magnify: 5,
  mirrored: true,
  zoomed: false,
  smoothed: true,
  smoothing: SMOOTHING,
}

/** Views that look into one variant: left to the page, into the strong one, however fast the machine is. */
const LOOKING_INTO: readonly ViewId[] = ['xray', 'tune']

/** The variant of a view that shows one. */
export function variantOf({ view, variant, automatic }: Options): string {
  return automatic && LOOKING_INTO.includes(view) ? STRONG : variant
}

/**
 * The variants to run, the one whose CNN-6 finds the crop first: Wing where it takes part, so that
 * adding a variant does not change the crop.
 */
export function variantsToRun(options: Options): string[] {
  const { view, compared } = options
  if (view !== 'compare') return [variantOf(options)]
  const lead = compared.includes('wing') ? 'wing' : compared[0]
  return [lead, ...compared.filter((name) => name !== lead)]
}

/** All that React draws. */
export interface StudioState {
  readonly engine: Engine
  readonly options: Options
  readonly picture: 'none' | 'camera' | 'photo'
  /** What the page waits for. */
  readonly busy: string | undefined
  /** What went wrong last. */
  readonly alert: string | undefined
  readonly cameras: readonly Camera[]
  readonly camera: string | undefined
  readonly layers: Layers
  /** Variants of this browser's own, made of the shipped ones; and those that run no more. */
  readonly tuned: readonly TunedVariant[]
  readonly stale: readonly TunedVariant[]
  readonly faces: number | undefined
  readonly figures: Figures | undefined
  /** Changes to a new version of the page that is ready. */
  readonly update: (() => void) | undefined
}

/** For the browser's console and for tests: the last faces and how they were drawn. */
export interface Inspection {
  readonly faces: readonly Face[]
  readonly width: number
  readonly height: number
  /** Of the first panel. */
  readonly view: View
  /** Every panel's own, with the variants drawn in it. */
  readonly panels: readonly { readonly variants: readonly string[]; readonly view: View }[]
  readonly frames: number
  readonly backend: string
  /** Where the networks run. */
  readonly place: 'worker' | 'page' | undefined
  /** Alive on the backend. */
  readonly tensors: number
  /** Of the backend on graphics hardware. */
  readonly gpuBytes: number | undefined
}

declare global {
  interface Window {
    wingmark?: Inspection
  }
}
