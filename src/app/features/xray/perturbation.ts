import type { SquarePerturbation } from '../../../geometry/perturbation.ts'
import { TEXT } from '../../ui/text.ts'

/** Setting of one perturbation of the cascade's input. */
export interface PerturbationSetting {
  readonly id: PerturbationKind
  readonly label: string
  readonly unit: string
  /** Explanation for the visitor. */
  readonly hint: string
  readonly range: readonly [number, number]
  readonly step: number
  /** Value without effect. */
  readonly neutral: number
  /** Step between the values measured in the plot. */
  readonly stride: number
}

export type PerturbationKind = 'x' | 'y' | 'scale' | 'roll' | 'blur' | 'noise' | 'occlusion'

/** Perturbations of the detector's box. */
export const BOX_PERTURBATIONS: readonly PerturbationSetting[] = [
  {
    id: 'x',
    ...TEXT.xray.perturbations.x,
    range: [-40, 40],
    step: 1,
    neutral: 0,
    stride: 5,
  },
  {
    id: 'y',
    ...TEXT.xray.perturbations.y,
    range: [-40, 40],
    step: 1,
    neutral: 0,
    stride: 5,
  },
  {
    id: 'scale',
    ...TEXT.xray.perturbations.scale,
    range: [50, 170],
    step: 1,
    neutral: 100,
    stride: 10,
  },
  {
    id: 'roll',
    ...TEXT.xray.perturbations.roll,
    range: [-90, 90],
    step: 1,
    neutral: 0,
    stride: 15,
  },
]

/** Perturbations of the pixels around the face. */
export const PIXEL_PERTURBATIONS: readonly PerturbationSetting[] = [
  {
    id: 'blur',
    ...TEXT.xray.perturbations.blur,
    range: [0, 10],
    step: 0.5,
    neutral: 0,
    stride: 1,
  },
  {
    id: 'noise',
    ...TEXT.xray.perturbations.noise,
    range: [0, 120],
    step: 1,
    neutral: 0,
    stride: 10,
  },
  {
    id: 'occlusion',
    ...TEXT.xray.perturbations.occlusion,
    range: [0, 100],
    step: 1,
    neutral: 0,
    stride: 10,
  },
]

export const PERTURBATIONS: readonly PerturbationSetting[] = [...BOX_PERTURBATIONS, ...PIXEL_PERTURBATIONS]

/** Value of each perturbation, in its unit. */
export type Perturbation = Readonly<Record<PerturbationKind, number>>

export function findPerturbation(id: PerturbationKind): PerturbationSetting {
  return PERTURBATIONS.find((perturbation) => perturbation.id === id) ?? PERTURBATIONS[0]
}

/** Converts the perturbation to an error of the box. */
export function toBoxError({ x, y, scale, roll }: Perturbation): SquarePerturbation {
  return { shift: [x / 100, y / 100], scale: scale / 100, roll: (roll * Math.PI) / 180 }
}

export function isBoxPerturbed(perturbation: Perturbation): boolean {
  return BOX_PERTURBATIONS.some(({ id, neutral }) => perturbation[id] !== neutral)
}

export function arePixelsPerturbed(perturbation: Perturbation): boolean {
  return PIXEL_PERTURBATIONS.some(({ id, neutral }) => perturbation[id] !== neutral)
}

/** Lists the values at which the plot is measured, over the whole range. */
export function listSweepValues({ range: [low, high], stride }: PerturbationSetting): number[] {
  return Array.from({ length: Math.round((high - low) / stride) + 1 }, (_, i) => low + i * stride)
}
