import { messageOf } from '../../landmarker/errors.ts'
import type { AnnotatedPhoto } from '../evaluate/annotated-photos.ts'
import { measureDetectorAccuracy, type Accuracy, type DetectorAccuracy } from './accuracy.ts'
import { TODAY_FOLDER, isBaseline, type Builds, type Configuration } from './configurations.ts'
import type { BenchEnvironment } from './environment.ts'

/** What this project's detector, or a baseline's, finds, and the landmarks that follow from it. */
export interface DetectorRow extends DetectorAccuracy {
  readonly title: string
  /** Why a baseline ran with its own weights and not with today's. */
  readonly note: string | undefined
}

/**
 * Measures this tree's variants and the baseline's, on WASM, on the same weights where the baseline's code can
 * read them, so that the detectors alone differ. `accuracies` are those of entrants as they are otherwise run.
 */
export async function measureDetectors(
  environment: BenchEnvironment,
  all: readonly Configuration[],
  { baseline }: Builds,
  entries: readonly AnnotatedPhoto[],
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
        note = messageOf(error).split('\n')[0]
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
