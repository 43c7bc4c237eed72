import type { RunResult } from '../../evaluation/results.ts'
import { knownName } from '../../landmarker/models/names.ts'

export const LOSSES = ['l2', 'l1', 'smooth-l1', 'wing'] as const

export const two = (value: number) => value.toFixed(2)
export const nameOf = (loss: string) => knownName(loss) ?? loss
/** An interval. */
export const within = ([low, high]: readonly [number, number]) => `${two(low)} to ${two(high)}`

/** The paper's figure of a loss. */
export function paperOf(column: Readonly<Record<string, number>>, loss: string): string {
  return loss in column ? two(column[loss]) : '–'
}

/** A number among a run's settings; 0 if it is not there. */
export const settingOf = ({ settings }: RunResult, key: string) => Number(settings[key] ?? 0)
