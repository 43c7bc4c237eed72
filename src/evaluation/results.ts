import type { PairedComparison } from './bootstrap.ts'
import type { GroupScore } from './face-groups.ts'
import type { OpeningScore } from './openings.ts'
import type { ResidualHistogram } from './residuals.ts'
import type { Score } from './score.ts'

/** Result of a network or cascade on the test faces; in percent, with 95% confidence intervals over faces. */
export interface MeasuredScore extends Score {
  readonly intervalInterPupil: readonly [number, number]
  readonly intervalInterOcular: readonly [number, number]
  /** Mean error of AFLW's 19 points, divided by the face's size. */
  readonly aflw19: number
  readonly intervalAflw19: readonly [number, number]
  /** Mean inter-pupil NME of the quarter of the faces with the largest |yaw|. */
  readonly largestYawQuarter: number
  readonly intervalLargestYawQuarter: readonly [number, number]
}

/** Training run and its result. */
export interface RunResult {
  readonly name: string
  readonly group: string
  readonly settings: Readonly<Record<string, string | number | boolean>>
  /** Inter-pupil NME on the validation faces, in percent. */
  readonly validation: number
  readonly test: MeasuredScore | undefined
}

/** Result of a bundled variant on the test faces. */
export interface VariantResult {
  readonly variant: string
  /** Kind of its second stage; CNN-7 if undefined. */
  readonly network?: 'cnn' | 'heat-map'
  readonly cascade: MeasuredScore
  readonly stage1: MeasuredScore
  /** The cascade's inter-ocular NME of every face, in percent, sorted. */
  readonly errors: readonly number[]
  /** The cascade's residuals. */
  readonly residuals?: ResidualHistogram
  /** Closed eyes and open mouths of the held-out faces, from its card. */
  readonly openings?: OpeningScore
  /** Errors of groups of the test faces, from its card. */
  readonly groups?: readonly GroupScore[]
}

/** Content of models/results.json, written by `npm run results`. */
export interface Results {
  /** Test faces, and the boxes that the landmarker starts from. */
  readonly protocol: string
  readonly variants: readonly VariantResult[]
  /** Other variants compared with Wing: positive if Wing is better; inter-pupil, in percentage points. */
  readonly paired: readonly (PairedComparison & { readonly variant: string })[]
  readonly runs: readonly RunResult[]
  /** Faces per bin of |yaw|, before and after balancing. */
  readonly balancing: { readonly before: readonly number[]; readonly after: readonly number[] }
}
