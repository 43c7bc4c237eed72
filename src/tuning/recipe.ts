import { L1, L2, SMOOTH_L1, wing, type Loss } from '../losses/losses.ts'

/** The losses to fine-tune with. */
export const TUNING_LOSSES = ['l2', 'l1', 'smooth-l1', 'wing'] as const
export type TuningLoss = (typeof TUNING_LOSSES)[number]

/** How the output layer is trained further. */
export interface Recipe {
  readonly loss: TuningLoss
  /** The Wing loss's, in pixels of CNN-7's input; said for the other losses too, which do not ask. */
  readonly w: number
  readonly epsilon: number
  /** Mini-batches. */
  readonly steps: number
  /** Adam's highest rate. */
  readonly rate: number
}

/** Ranges of what can be set. */
export const RECIPE_RANGES = {
  w: [1, 20],
  epsilon: [0.02, 10],
  steps: [20, 2000],
  rate: [0.00001, 0.01],
} as const satisfies Partial<Record<keyof Recipe, readonly [number, number]>>

export function createLoss({ loss, w, epsilon }: Recipe): Loss {
  switch (loss) {
    case 'l2':
      return L2
    case 'l1':
      return L1
    case 'smooth-l1':
      return SMOOTH_L1
    case 'wing':
      return wing({ w, epsilon })
  }
}

/** The rate of a step: warmed up over the first tenth, then down to 0 along a cosine, as the trainer's. */
export function computeRate(step: number, { steps, rate }: Recipe): number {
  const warm = Math.ceil(steps / 10)
  if (step < warm) return (rate * (step + 1)) / warm
  return (rate / 2) * (1 + Math.cos((Math.PI * (step - warm)) / Math.max(1, steps - warm)))
}
