import { L1, L2, SMOOTH_L1, createWingLoss, type Loss } from '../losses/losses.ts'

/** Losses available for fine-tuning. */
export const TUNING_LOSSES = ['l2', 'l1', 'smooth-l1', 'wing'] as const
export type TuningLoss = (typeof TUNING_LOSSES)[number]

/** Hyperparameters of fine-tuning. */
export interface Recipe {
  readonly loss: TuningLoss
  /** Wing loss's w in pixels of CNN-7's input; ignored by the other losses, as is epsilon. */
  readonly w: number
  readonly epsilon: number
  /** Number of mini-batches. */
  readonly steps: number
  /** Adam's highest learning rate. */
  readonly rate: number
}

/** Allowed ranges of the hyperparameters. */
export const RECIPE_RANGES = {
  w: [1, 20],
  epsilon: [0.02, 10],
  steps: [20, 2000],
  rate: [0.00001, 0.01],
} as const satisfies Partial<Record<keyof Recipe, readonly [number, number]>>

/** Creates the loss function of a recipe. */
export function createLoss({ loss, w, epsilon }: Recipe): Loss {
  switch (loss) {
    case 'l2':
      return L2
    case 'l1':
      return L1
    case 'smooth-l1':
      return SMOOTH_L1
    case 'wing':
      return createWingLoss({ w, epsilon })
  }
}

/** Computes the learning rate of a step: linear warm-up over the first tenth, then cosine decay to 0, as in training/. */
export function computeRate(step: number, { steps, rate }: Recipe): number {
  const warm = Math.ceil(steps / 10)
  if (step < warm) return (rate * (step + 1)) / warm
  return (rate / 2) * (1 + Math.cos((Math.PI * (step - warm)) / Math.max(1, steps - warm)))
}
