import type { SquarePerturbation } from '../../../geometry/perturbation.ts'
import type { PerturbationKind } from '../../state/address/choices.ts'
import { ADDRESS } from '../../state/address/table.ts'
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

const { xray } = ADDRESS

/** Creates a setting whose range and neutral value are those in the address. */
const createSetting = (id: PerturbationKind, step: number, stride: number): PerturbationSetting => ({
  id,
  ...TEXT.xray.perturbations[id],
  range: xray[id].range,
  step,
  neutral: xray[id].defaultValue,
  stride,
})

/** Perturbations of the detector's box. */
export const BOX_PERTURBATIONS: readonly PerturbationSetting[] = [
  createSetting('x', 1, 5),
  createSetting('y', 1, 5),
  createSetting('scale', 1, 10),
  createSetting('roll', 1, 15),
]

/** Perturbations of the pixels around the face. */
export const PIXEL_PERTURBATIONS: readonly PerturbationSetting[] = [
  createSetting('blur', 0.5, 1),
  createSetting('noise', 1, 10),
  createSetting('occlusion', 1, 10),
]

export const PERTURBATIONS: readonly PerturbationSetting[] = [...BOX_PERTURBATIONS, ...PIXEL_PERTURBATIONS]

/** Value of each perturbation, in its unit. */
export type Perturbation = Readonly<Record<PerturbationKind, number>>

/** Perturbation without effect. */
export const NEUTRAL = Object.fromEntries(
  PERTURBATIONS.map(({ id, neutral }) => [id, neutral]),
) as Perturbation

export function findPerturbation(id: PerturbationKind): PerturbationSetting {
  return PERTURBATIONS.find((perturbation) => perturbation.id === id) ?? PERTURBATIONS[0]!
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
