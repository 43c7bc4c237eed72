/** Words and numbers that views offer and the address accepts. */

/** Largest number of variants that Compare shows; the colours and curves of more could not be told apart. */
export const MAX_COMPARED = 4

/** Perturbations of X-ray: of the detector's box, then of the pixels. */
export const PERTURBATION_KINDS = ['x', 'y', 'scale', 'roll', 'blur', 'noise', 'occlusion'] as const
export type PerturbationKind = (typeof PERTURBATION_KINDS)[number]

/** Maximum numbers of stage 1 passes in X-ray; 0 turns stage 1 off. */
export const PASS_COUNTS = [1, 3, 0] as const

/** Losses that Losses draws. */
export const DRAWN_LOSSES = ['l2', 'l1', 'smooth-l1', 'wing', 'rectified-wing'] as const

/** Sizes at which a race starts: those of trained networks, or five times as large, as early in training. */
export const RACE_STARTS = ['trained', 'early'] as const
export type RaceStart = (typeof RACE_STARTS)[number]

/** Learning rates: at the middle one Wing wins from trained residuals, at the last one L2 (test/unit/race.test.ts). */
export const RACE_RATES = [0.005, 0.02, 0.1, 0.3] as const

/** Last step of a race, and its largest seed. */
export const MAX_RACE_STEPS = 200
export const MAX_RACE_SEED = 999

/** Initial box of the cascade in Evaluate: around the true landmarks, or from the detector. */
export const START_BOXES = ['annotated', 'detected'] as const
export type StartBox = (typeof START_BOXES)[number]

/** Landmarks that a drag or an arrow key moves in an editor: one, its whole facial feature, or the face. */
export const DRAG_SCOPES = ['point', 'feature', 'face'] as const
export type DragScope = (typeof DRAG_SCOPES)[number]

/** Cards of the tour, in their order. */
export const TOUR_CARDS = [
  'find-a-face',
  'only-points',
  'taken-apart',
  'tilt',
  'two-networks',
  'as-a-curve',
  'what-a-loss-is',
  'near-and-far',
  'why-wing',
  'not-always',
  'four-losses',
  'mean-face',
  'balancing',
  'any-good',
  'your-face',
] as const
export type TourCardId = (typeof TOUR_CARDS)[number]

/** Groups of controls that a teacher's link can hide. */
export const CONTROL_GROUPS = [
  'views',
  'source',
  'presets',
  'variants',
  'comparison',
  'save',
  'drawing',
  'picture',
  'measures',
  'smoothing',
  'backend',
  'box',
  'pixels',
  'passes',
  'inside',
  'losses',
  'wing',
  'residuals',
  'bins',
  'shape',
  'points',
  'results',
  'methods',
  'record',
  'correct',
  'train',
] as const
export type ControlGroupName = (typeof CONTROL_GROUPS)[number]

/** Formats in which Annotate saves. */
export const ANNOTATION_FORMATS = ['pts', 'dlib', 'coco', 'ljson'] as const
export type AnnotationFormat = (typeof ANNOTATION_FORMATS)[number]

/** Largest number of bins in Balancing. */
export const MAX_BINS = 20
