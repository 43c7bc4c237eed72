import type { RunResult } from '../../evaluation/results.ts'
import { knownName } from '../../landmarker/models/names.ts'

export const LOSSES = ['l2', 'l1', 'smooth-l1', 'wing'] as const

export const formatFixed = (value: number) => value.toFixed(2)
export const formatLoss = (loss: string) => knownName(loss) ?? loss
/** An interval. */
export const formatInterval = ([low, high]: readonly [number, number]) =>
  `${formatFixed(low)} to ${formatFixed(high)}`

/** The paper's figure of a loss. */
export function formatPaperValue(column: Readonly<Record<string, number>>, loss: string): string {
  return loss in column ? formatFixed(column[loss]) : '–'
}

/** A number among a run's settings; 0 if it is not there. */
export const readSetting = ({ settings }: RunResult, key: string) => Number(settings[key] ?? 0)
