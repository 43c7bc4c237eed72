import type { ControlGroupName } from './address/choices.ts'
import type { ViewId } from './routes.ts'

/** Groups of controls of each view, which a teacher's link can hide. */
const GROUPS_OF_VIEWS: Readonly<Record<ViewId, readonly ControlGroupName[]>> = {
  single: [
    'views',
    'source',
    'presets',
    'variants',
    'save',
    'drawing',
    'picture',
    'measures',
    'smoothing',
    'backend',
  ],
  compare: [
    'views',
    'source',
    'presets',
    'variants',
    'comparison',
    'save',
    'drawing',
    'picture',
    'smoothing',
    'backend',
  ],
  video: ['views', 'presets', 'save', 'drawing', 'variants', 'smoothing'],
  xray: ['views', 'source', 'presets', 'box', 'pixels', 'passes', 'variants', 'inside'],
  losses: ['views', 'presets', 'losses', 'wing', 'residuals'],
  evaluate: ['views', 'presets', 'variants', 'results', 'source', 'methods', 'save'],
  annotate: ['views', 'presets', 'points', 'save', 'variants'],
  balancing: ['views', 'presets', 'bins', 'shape', 'source'],
  tune: ['views', 'presets', 'record', 'correct', 'train', 'save'],
  about: ['views'],
}

/** Lists the groups of controls of a view, as they follow each other. */
export const listControlGroups = (view: ViewId): readonly ControlGroupName[] => GROUPS_OF_VIEWS[view]
