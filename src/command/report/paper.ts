import type { GRID_LOSSES } from './format.ts'

/** NME in the paper. 300W: % inter-pupil, 3,148 training faces, balanced; AFLW: % of face size, 20,000 faces. */
export const PAPER = {
  common: { l2: 4.18, l1: 3.58, 'smooth-l1': 3.57, wing: 3.27 },
  aflwCnn6: { l2: 2.41, l1: 2.0, 'smooth-l1': 2.02, wing: 1.88 },
  aflwCnn6Balanced: { l2: 2.23, l1: 1.89, 'smooth-l1': 1.91, wing: 1.83 },
  aflwCascade: { l2: 2.06, l1: 1.82, 'smooth-l1': 1.84, wing: 1.71 },
} as const satisfies Record<string, Record<(typeof GRID_LOSSES)[number], number>>

/** NME of the Wing loss in the paper by w and ε: CNN-6 on AFLW. */
export const PAPER_GRID: Readonly<Record<string, number>> = {
  '4,0.5': 1.95,
  '10,0.5': 1.94,
  '14,0.5': 1.94,
  '4,2': 1.98,
  '10,2': 1.88,
  '14,2': 1.98,
  '4,3': 2.02,
  '10,3': 1.91,
  '14,3': 2.02,
}
