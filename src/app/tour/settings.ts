import { ADDRESS, type Settings } from '../state/address/table.ts'
import type { PageState } from './page-state.ts'

/** True if there is a face to take apart. */
export const hasPicture = ({ picture }: PageState): boolean => picture === 'photo' || picture === 'camera'

/** Settings of X-ray at which nothing is perturbed. */
export function createNeutralXray(): Partial<Settings['xray']> {
  const { x, y, scale, roll, blur, noise, occlusion, passes } = ADDRESS.xray
  return {
    x: x.defaultValue,
    y: y.defaultValue,
    scale: scale.defaultValue,
    roll: roll.defaultValue,
    blur: blur.defaultValue,
    noise: noise.defaultValue,
    occlusion: occlusion.defaultValue,
    passes: passes.defaultValue,
  }
}

/** Settings of Losses at which the cards say what is true: the paper's Wing, and a race that Wing wins. */
export function createDefaultLosses(): Partial<Settings['losses']> {
  const { w, epsilon, hidden, residuals, raceStart, raceRate, raceSeed, raceStep } = ADDRESS.losses
  return {
    w: w.defaultValue,
    epsilon: epsilon.defaultValue,
    hidden: hidden.defaultValue,
    residuals: residuals.defaultValue,
    raceStart: raceStart.defaultValue,
    raceRate: raceRate.defaultValue,
    raceSeed: raceSeed.defaultValue,
    raceStep: raceStep.defaultValue,
  }
}

/** Step of the race at which its winner is known. */
export const RACE_END = 50
