import { DEFAULT_BINS } from '../../../evaluation/balancing.ts'
import type { Normaliser } from '../../../evaluation/face-metrics.ts'
import { FACE_PARTS } from '../../../evaluation/face-regions.ts'
import { LANDMARK_COUNT } from '../../../geometry/face.ts'
import { BACKENDS } from '../../../landmarker/backend/backends.ts'
import { VARIANTS } from '../../../landmarker/models/bundled-variants.ts'
import { RECTIFIED_WING_DEFAULTS } from '../../../losses/rectified-wing.ts'
import { RECIPE_RANGES, TUNING_LOSSES } from '../../../tuning/recipe.ts'
import { LANGUAGE_KEY, findLanguage, type Language } from '../../ui/language.ts'
import { parseTunedNumber } from '../../storage/tuned-name.ts'
import { DEFAULT_RESIDUALS_VARIANT, VARIANTS_WITH_RESIDUALS } from '../results.ts'
import { VIEWS, type ViewId } from '../routes.ts'
import { ACCURATE_VARIANT, DEFAULTS, LAYOUTS } from '../state.ts'
import {
  ANNOTATION_FORMATS,
  CONTROL_GROUPS,
  DRAG_SCOPES,
  DRAWN_LOSSES,
  MAX_BINS,
  MAX_RACE_SEED,
  MAX_RACE_STEPS,
  PASS_COUNTS,
  PERTURBATION_KINDS,
  RACE_RATES,
  RACE_STARTS,
  START_BOXES,
  TOUR_CARDS,
  type ControlGroupName,
  type PerturbationKind,
  type TourCardId,
} from './choices.ts'
import type { ChangeOf } from './codec.ts'
import { formatDeviations, parseDeviations } from './deviations.ts'
import {
  DEFAULT_DISPLACEMENT,
  formatDisplacement,
  MAX_RESIDUAL_PX,
  parseDisplacement,
} from './displacement.ts'
import {
  choiceKey,
  integerKey,
  listKey,
  numberKey,
  switchKey,
  textKey,
  type AddressKey,
  type ValuesOf,
} from './key.ts'
import { layersKey } from './layers.ts'

/** Names that may be variants; tuned ones are known once the database is read. */
const isVariantName = (name: string) => VARIANTS.includes(name) || parseTunedNumber(name) !== undefined

/** Variant of the views that show one; undefined is the automatic mode. */
const variantKey: AddressKey<string | undefined> = {
  name: 'variant',
  defaultValue: DEFAULTS.automatic ? undefined : DEFAULTS.variant,
  parse: (text) => (isVariantName(text) ? text : undefined),
  format: (variant) => variant ?? '',
}

/** Card of the tour that is open; undefined without the tour. */
const tourCardKey: AddressKey<TourCardId | undefined> = {
  name: 'tour',
  defaultValue: undefined,
  parse: (text) => TOUR_CARDS.find((card) => card === text),
  format: (card) => card ?? '',
}

/** Groups of controls that are hidden; names of no group are ignored. */
const hiddenControlsKey: AddressKey<readonly ControlGroupName[]> = {
  name: 'without',
  defaultValue: [],
  parse: (text) => {
    const words = text.split(',')
    return CONTROL_GROUPS.filter((name) => words.includes(name))
  },
  format: (names) => names.join(','),
}

/** Bin whose faces are shown, counted from 1. */
const binKey: AddressKey<number | undefined> = {
  ...integerKey('bin', 1, [1, MAX_BINS]),
  defaultValue: undefined,
  format: (bin) => (bin === undefined ? '' : String(bin)),
}

/** Language of the page; undefined is that of the visitor. */
const languageKey: AddressKey<Language | undefined> = {
  name: LANGUAGE_KEY,
  defaultValue: undefined,
  parse: findLanguage,
  format: (language) => language ?? '',
}

/** Layer of a network by its name; empty for the one that says most of it. */
const layerKey: AddressKey<string> = {
  ...textKey('layer'),
  parse: (text) => (/^[a-z]+\d*$/.test(text) ? text : undefined),
}

const { smoothing } = DEFAULTS
const { r, w, epsilon } = RECTIFIED_WING_DEFAULTS

/** All that stands in the address: keys shared by views, then each view's own under its id. */
export const ADDRESS = {
  shared: {
    view: choiceKey<ViewId>(
      'view',
      DEFAULTS.view,
      VIEWS.map(({ id }) => id).filter((id) => id !== 'compare' || VARIANTS.length > 1),
    ),
    variant: variantKey,
    mirrored: switchKey('mirror', DEFAULTS.mirrored),
    zoomed: switchKey('zoom', DEFAULTS.zoomed),
    smoothed: switchKey('smooth', DEFAULTS.smoothed),
    /** Minimum cut-off of the One-Euro filter in Hz, and its beta in Hz per face side and second. */
    rest: numberKey('rest', smoothing.rest, [0.2, 5]),
    motion: numberKey('motion', smoothing.motion, [0, 40]),
    layers: layersKey,
  },
  /** Read once, when the networks start. */
  engine: {
    backend: choiceKey<string>('backend', '', ['', ...BACKENDS]),
    detector: choiceKey('detector', 'blaze-face', ['blaze-face', 'mediapipe']),
  },
  /** Read once, before the page is loaded. */
  page: { language: languageKey },
  tour: { card: tourCardKey },
  /** Groups of controls that a teacher's link hides. */
  classroom: { hidden: hiddenControlsKey },
  /** Shared by the views that read a data set. */
  datasets: { sets: listKey('sets', [], Boolean, '|') },
  single: { measures: switchKey('measures', false) },
  video: { smooth: switchKey('videosmooth', false) },
  compare: {
    compared: listKey('variants', DEFAULTS.compared, isVariantName),
    layout: choiceKey('layout', DEFAULTS.layout, LAYOUTS),
    magnify: numberKey('magnify', DEFAULTS.magnify, [1, 20]),
  },
  xray: {
    x: numberKey('x', 0, [-40, 40]),
    y: numberKey('y', 0, [-40, 40]),
    scale: numberKey('scale', 100, [50, 170]),
    roll: numberKey('roll', 0, [-90, 90]),
    blur: numberKey('blur', 0, [0, 10]),
    noise: numberKey('noise', 0, [0, 120]),
    occlusion: numberKey('occlusion', 0, [0, 100]),
    passes: choiceKey<number>('looks', 1, PASS_COUNTS),
    /** Number of the face, from 1. */
    face: numberKey('face', 1, [1, 20], Math.floor),
    swept: choiceKey<PerturbationKind>('plot', 'x', PERTURBATION_KINDS),
    truth: switchKey('truth', true),
    /** Looks inside the networks, and follows the camera there. */
    inside: switchKey('inside', false),
    follows: switchKey('inside-live', false),
    network: choiceKey<1 | 2>('network', 2, [1, 2]),
    layer: layerKey,
    /** Landmark whose way is followed: at first the tip of the nose. */
    point: integerKey('traced', 30, [0, LANDMARK_COUNT - 1]),
  },
  losses: {
    w: numberKey('losses-w', w, [1, MAX_RESIDUAL_PX]),
    epsilon: numberKey('losses-epsilon', epsilon, [0.02, 10]),
    r: numberKey('r', r, [0, 5]),
    hidden: listKey('hide', [], (name) => DRAWN_LOSSES.some((known) => known === name)),
    residuals: choiceKey('residuals', DEFAULT_RESIDUALS_VARIANT, VARIANTS_WITH_RESIDUALS),
    pull: {
      name: 'pull',
      defaultValue: DEFAULT_DISPLACEMENT,
      parse: parseDisplacement,
      format: formatDisplacement,
    },
    raceStart: choiceKey('race-start', 'trained', RACE_STARTS),
    raceRate: choiceKey<number>('race-rate', 0.02, RACE_RATES),
    raceSeed: integerKey('race-draw', 1, [1, MAX_RACE_SEED]),
    raceStep: integerKey('race-step', 0, [0, MAX_RACE_STEPS]),
  },
  evaluate: {
    start: choiceKey('start', 'annotated', START_BOXES),
    by: choiceKey<Normaliser>('by', 'ocular', ['ocular', 'pupil']),
    scored: listKey('scored', [ACCURATE_VARIANT], isVariantName),
    /** Variants whose shipped results are shown. */
    listed: listKey('listed', VARIANTS, (name) => VARIANTS.includes(name)),
    /** Part of the face whose errors are drawn. */
    part: choiceKey('part', 'all', FACE_PARTS),
    /** Variant that the others are compared with; empty for the best one. */
    versus: textKey('versus'),
    /** Variant whose worst faces are shown; empty for the last one. */
    worst: textKey('worst'),
  },
  annotate: {
    dragScope: choiceKey('annotation-moves', 'point', DRAG_SCOPES),
    format: choiceKey('annotation-format', 'pts', ANNOTATION_FORMATS),
  },
  balancing: {
    source: choiceKey('shapes', 'given', ['given', 'training']),
    bins: integerKey('bins', DEFAULT_BINS, [2, MAX_BINS]),
    deviations: {
      name: 'bend',
      defaultValue: [] as readonly number[],
      parse: parseDeviations,
      format: formatDeviations,
    },
    bin: binKey,
  },
  tune: {
    loss: choiceKey('loss', 'wing', TUNING_LOSSES),
    w: numberKey('tune-w', w, RECIPE_RANGES.w),
    epsilon: numberKey('tune-epsilon', epsilon, RECIPE_RANGES.epsilon),
    /** Enough steps for the error to settle, at a rate that does not overshoot. */
    steps: numberKey('steps', 300, RECIPE_RANGES.steps, Math.round),
    rate: numberKey('rate', 0.0003, RECIPE_RANGES.rate),
    /** Selected landmark: at first the chin, whose movement is easy to see. */
    landmark: integerKey('point', 8, [0, LANDMARK_COUNT - 1]),
    dragScope: choiceKey('moves', 'point', DRAG_SCOPES),
    comparing: switchKey('beside', true),
  },
} as const

/** Values of some keys, by group. */
export type AddressChange = ChangeOf<typeof ADDRESS>

/** Groups that views read and change on their own; the others are part of the page's options. */
export const SETTINGS_GROUPS = [
  'tour',
  'classroom',
  'datasets',
  'single',
  'video',
  'xray',
  'losses',
  'evaluate',
  'annotate',
  'balancing',
  'tune',
] as const
export type SettingsGroup = (typeof SETTINGS_GROUPS)[number]

/** Values of those groups. */
export type Settings = { readonly [Group in SettingsGroup]: ValuesOf<(typeof ADDRESS)[Group]> }
