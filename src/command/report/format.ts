import type { RunResult } from '../../evaluation/results.ts'
import { findDisplayName } from '../../landmarker/models/display-names.ts'

export const GRID_LOSSES = ['l2', 'l1', 'smooth-l1', 'wing'] as const

export const formatFixed = (value: number) => value.toFixed(2)
export const formatLoss = (loss: string) => findDisplayName(loss) ?? loss
/** Formats a confidence interval. */
export const formatInterval = ([low, high]: readonly [number, number]) =>
  `${formatFixed(low)} to ${formatFixed(high)}`

/** Formats the paper's value for a loss; a dash if there is none. */
export function formatPaperValue(column: Readonly<Record<string, number>>, loss: string): string {
  const value = column[loss]
  return value === undefined ? '–' : formatFixed(value)
}

/** Reads a numeric setting of a run; 0 if it is missing. */
export const readSetting = ({ settings }: RunResult, key: string) => Number(settings[key] ?? 0)
