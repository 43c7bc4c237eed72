import { getErrorMessage } from '../../landmarker/errors.ts'
import type { PhotoEntry } from '../evaluate/photo-entries.ts'
import { measureDetectorAccuracy, type Accuracy, type DetectorAccuracy } from './accuracy.ts'
import { TODAY_FOLDER, isBaseline, type Builds, type Configuration } from './configurations.ts'
import type { BenchEnvironment } from './environment.ts'

/** Accuracy of this project's detector, or of a baseline's. */
export interface DetectorRow extends DetectorAccuracy {
  readonly title: string
  /** Reason why a baseline ran with its own weights instead of today's. */
  readonly note: string | undefined
}

/**
 * Measures the variants of this tree and the baseline on WASM, with the same weights if the baseline's code can read
 * them, so that only the detectors differ. `accuracies` are those of configurations run with their own weights.
 */
export async function measureDetectors(
  environment: BenchEnvironment,
  all: readonly Configuration[],
  { baseline }: Builds,
  entries: readonly PhotoEntry[],
  say: (text: string) => void,
): Promise<{ rows: DetectorRow[]; accuracies: Map<Configuration, Accuracy> }> {
  const rows: DetectorRow[] = []
  const accuracies = new Map<Configuration, Accuracy>()
  const isMeasured = ({ library, backend }: Configuration) => library === 'wingmark' && backend === 'wasm'
  for (const configuration of entries.length > 0 ? all.filter(isMeasured) : []) {
    const { title } = configuration
    say(`Faces found, upright and turned: ${title}`)
    const hasOthers = isBaseline(configuration) && baseline?.today !== baseline?.package
    const today = { ...configuration, folder: TODAY_FOLDER }
    let note = hasOthers ? baseline?.reason : undefined
    let found: DetectorAccuracy | undefined
    if (hasOthers && baseline?.today) {
      try {
        found = await measureDetectorAccuracy(environment, today, entries)
      } catch (error) {
        note = getErrorMessage(error).split('\n')[0]
        say(`  not with today's weights: ${note}`)
      }
    }
    const isSame = found === undefined
    found ??= await measureDetectorAccuracy(environment, configuration, entries)
    if (isSame) accuracies.set(configuration, found.upright)
    rows.push({ ...found, title, note })
  }
  return { rows, accuracies }
}
