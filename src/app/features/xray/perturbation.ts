import type { SquarePerturbation } from '../../../geometry/perturbation.ts'

/** One way of breaking the cascade's input on purpose. */
export interface DamageKnob {
  readonly id: KnobId
  readonly label: string
  readonly unit: string
  /** What it is, for those who wonder. */
  readonly hint: string
  readonly range: readonly [number, number]
  readonly step: number
  /** Where it breaks nothing. */
  readonly whole: number
  /** From value to value of the plot. */
  readonly stride: number
}

export type KnobId = 'x' | 'y' | 'scale' | 'roll' | 'blur' | 'noise' | 'occlusion'

/** Of the box that the detector gives. */
export const BOX_KNOBS: readonly DamageKnob[] = [
  {
    id: 'x',
    label: 'Shift x',
    unit: '%',
    hint: 'Moves the box across the face, in % of its side',
    range: [-40, 40],
    step: 1,
    whole: 0,
    stride: 5,
  },
  {
    id: 'y',
    label: 'Shift y',
    unit: '%',
    hint: 'Moves the box along the face, in % of its side; down when positive',
    range: [-40, 40],
    step: 1,
    whole: 0,
    stride: 5,
  },
  {
    id: 'scale',
    label: 'Scale',
    unit: '%',
    hint: 'Side of the box in % of what it was',
    range: [50, 170],
    step: 1,
    whole: 100,
    stride: 10,
  },
  {
    id: 'roll',
    label: 'Roll',
    unit: '°',
    hint: 'Turns the box, clockwise when positive',
    range: [-90, 90],
    step: 1,
    whole: 0,
    stride: 15,
  },
]

/** Of the picture around the face. */
export const PIXEL_KNOBS: readonly DamageKnob[] = [
  {
    id: 'blur',
    label: 'Blur',
    unit: '%',
    hint: 'Standard deviation of a Gaussian, in % of the face’s side',
    range: [0, 10],
    step: 0.5,
    whole: 0,
    stride: 1,
  },
  {
    id: 'noise',
    label: 'Noise',
    unit: '',
    hint: 'Standard deviation of noise in grains of 1% of the face’s side, in levels of 0 to 255; always the same noise',
    range: [0, 120],
    step: 1,
    whole: 0,
    stride: 10,
  },
  {
    id: 'occlusion',
    label: 'Cover',
    unit: '%',
    hint: 'A grey square over the middle of the face, in % of its side',
    range: [0, 100],
    step: 1,
    whole: 0,
    stride: 10,
  },
]

export const KNOBS: readonly DamageKnob[] = [...BOX_KNOBS, ...PIXEL_KNOBS]

/** A value for each knob, in its unit. */
export type Damage = Readonly<Record<KnobId, number>>

export function knobOf(id: KnobId): DamageKnob {
  return KNOBS.find((knob) => knob.id === id) ?? KNOBS[0]
}

/** What the box gets wrong. */
export function boxErrorOf({ x, y, scale, roll }: Damage): SquarePerturbation {
  return { shift: [x / 100, y / 100], scale: scale / 100, roll: (roll * Math.PI) / 180 }
}

export function isBoxSpoilt(damage: Damage): boolean {
  return BOX_KNOBS.some(({ id, whole }) => damage[id] !== whole)
}

export function arePixelsSpoilt(damage: Damage): boolean {
  return PIXEL_KNOBS.some(({ id, whole }) => damage[id] !== whole)
}

/** The values of a knob at which the plot is measured, from one end of its range to the other. */
export function samplesOf({ range: [low, high], stride }: DamageKnob): number[] {
  return Array.from({ length: Math.round((high - low) / stride) + 1 }, (_, i) => low + i * stride)
}
