/** Names of the presets of each view, and text about sharing. */
export const PRESETS = {
  label: 'Presets',
  try: 'Try:',
  share: 'Share',
  shareHint: 'Share: copy a link to what you see',
  shared: 'The link is copied.',
  notShared: 'The link could not be copied. Copy it from the address bar.',
  single: { heads: 'Head pose', raw: 'Without smoothing', blinks: 'Blinks and mouth' },
  video: { smooth: 'Smoothed', precise: 'With Precise', points: 'Points alone' },
  annotate: { features: 'Move whole features', faces: 'Move whole faces', coco: 'Save for COCO' },
  tune: { l2: 'With L2', short: 'Sixty steps', bold: 'Ten times the rate' },
  compare: {
    differences: 'Differences × 10',
    extremes: 'L2 and Wing in one',
    sizes: 'Precise against Lite',
  },
  xray: { shifted: 'Box shifted by a quarter', turned: 'Box turned by 60°', covered: 'Face half covered' },
  losses: { steep: 'ε to zero', early: 'Early in training', bold: 'Bold steps' },
  evaluate: { losses: 'The four losses', jaw: 'The jaw alone', pupils: 'Divided by the pupils' },
  balancing: { profiles: 'Profile faces only', coarse: 'Three bins', turned: 'The mean face turned' },
} as const
