import type { PairedComparison } from './bootstrap.ts'
import type { ResidualHistogram } from './residuals.ts'
import type { Score } from './score.ts'

/** A network's, or a cascade's, result on the test faces; in percent, with 95% intervals over faces. */
export interface MeasuredScore extends Score {
  readonly intervalInterPupil: readonly [number, number]
  readonly intervalInterOcular: readonly [number, number]
  /** Mean error of AFLW's 19 points, divided by the face's size. */
  readonly aflw19: number
  readonly intervalAflw19: readonly [number, number]
  /** Mean inter-pupil NME of the quarter of the faces that look most to a side. */
  readonly largestYawQuarter: number
  readonly intervalLargestYawQuarter: readonly [number, number]
}

/** One training run and what came of it. */
export interface RunResult {
  readonly name: string
  readonly group: string
  readonly settings: Readonly<Record<string, string | number | boolean>>
  /** Inter-pupil NME on the validation faces, in percent. */
  readonly validation: number
  readonly test: MeasuredScore | undefined
}

/** A shipped variant on the test faces. */
export interface VariantResult {
  readonly variant: string
  readonly cascade: MeasuredScore
  readonly cnn6: MeasuredScore
  /** The cascade's inter-ocular NME of every face, in percent, smallest first. */
  readonly errors: readonly number[]
  /** The cascade's residuals. */
  readonly residuals?: ResidualHistogram
}

/** models/results.json, written by `npm run results`. */
export interface Results {
  /** The faces and how the landmarker starts on them. */
  readonly protocol: string
  readonly variants: readonly VariantResult[]
  /** The other variants against Wing: positive where Wing is better; inter-pupil, in percentage points. */
  readonly paired: readonly (PairedComparison & { readonly variant: string })[]
  readonly runs: readonly RunResult[]
  /** Faces a bin of |yaw|, before and after balancing. */
  readonly balancing: { readonly before: readonly number[]; readonly after: readonly number[] }
}
