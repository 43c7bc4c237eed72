import { mean } from '../../../evaluation/nme.ts'
import { createRandom } from '../../../evaluation/random.ts'
import { drawResiduals, type ResidualHistogram } from '../../../evaluation/residuals.ts'
import type { Loss, LossName } from '../../../losses/losses.ts'
import { MAX_RACE_STEPS, type RaceStart } from '../../state/address/choices.ts'

/** Number of residuals in a race: a percent each. */
export const RACE_RESIDUALS = 100
/** Step whose winner is to be predicted. */
export const PREDICTED_STEP = 50

/** Factors by which the residuals of trained networks are multiplied. */
export const START_FACTORS: Readonly<Record<RaceStart, number>> = { trained: 1, early: 5 }

/** Residuals in pixels, by step from 0 to MAX_RACE_STEPS, as one loss moves them. */
export interface LossTrack {
  readonly loss: LossName
  readonly steps: readonly (readonly number[])[]
}

/** Draws the residuals at which all losses start, in pixels of CNN-7's input. The same seed draws the same ones. */
export function drawStart(histogram: ResidualHistogram, start: RaceStart, seed: number): number[] {
  return drawResiduals(histogram, RACE_RESIDUALS, createRandom(seed)).map(
    (size) => START_FACTORS[start] * size,
  )
}

/** Moves residuals by one step of gradient descent: x - rate · loss'(x). */
export function descend({ derivative }: Loss, residuals: readonly number[], rate: number): number[] {
  return residuals.map((x) => x - rate * derivative(x))
}

/** Computes the steps of every loss from the same start, with the same rate. */
export function runRace(losses: readonly Loss[], start: readonly number[], rate: number): LossTrack[] {
  return losses.map((loss) => {
    const steps: (readonly number[])[] = [start]
    for (let step = 0; step < MAX_RACE_STEPS; step++) steps.push(descend(loss, steps[step]!, rate))
    return { loss: loss.name, steps }
  })
}

/** Computes the mean size of residuals. */
export function computeMeanSize(residuals: readonly number[]): number {
  return mean(residuals.map(Math.abs))
}

/** Finds the loss whose residuals are smallest on average after a step; undefined if there is no loss. */
export function findClosest(
  tracks: readonly LossTrack[],
  step: number,
): { readonly loss: LossName; readonly mean: number } | undefined {
  return tracks
    .map(({ loss, steps }) => ({ loss, mean: computeMeanSize(steps[step]!) }))
    .toSorted((p, q) => p.mean - q.mean)
    .at(0)
}
