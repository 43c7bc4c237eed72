import { messageOf } from '../../landmarker/errors.ts'
import type { Entry } from '../evaluate/annotated-photos.ts'
import { measureDetecting, type Accuracy, type Detecting } from './accuracy.ts'
import { TODAY_FOLDER, isBaseline, type Builds, type Entrant } from './configurations.ts'
import type { Place } from './environment.ts'

/** What this project's detector, or a baseline's, finds, and the landmarks that follow from it. */
export interface DetectorRow extends Detecting {
  readonly title: string
  /** Why a baseline ran with its own weights and not with today's. */
  readonly note: string | undefined
}

/**
 * Measures this tree's variants and the baseline's, on WASM, on the same weights where the baseline's code can
 * read them, so that the detectors alone differ. `accuracies` are those of entrants as they are otherwise run.
 */
export async function measureDetectors(
  place: Place,
  all: readonly Entrant[],
  { baseline }: Builds,
  entries: readonly Entry[],
  say: (text: string) => void,
): Promise<{ rows: DetectorRow[]; accuracies: Map<Entrant, Accuracy> }> {
  const rows: DetectorRow[] = []
  const accuracies = new Map<Entrant, Accuracy>()
  const isMeasured = ({ library, backend }: Entrant) => library === 'wingmark' && backend === 'wasm'
  for (const entrant of entries.length > 0 ? all.filter(isMeasured) : []) {
    const { title } = entrant
    say(`Faces found, upright and turned: ${title}`)
    const hasOthers = isBaseline(entrant) && baseline?.today !== baseline?.package
    const today = { ...entrant, folder: TODAY_FOLDER }
    let note = hasOthers ? baseline?.why : undefined
    let found: Detecting | undefined
    if (hasOthers && baseline?.today) {
      try {
        found = await measureDetecting(place, today, entries)
      } catch (error) {
        note = messageOf(error).split('\n')[0]
        say(`  not with today's weights: ${note}`)
      }
    }
    const isSame = found === undefined
    found ??= await measureDetecting(place, entrant, entries)
    if (isSame) accuracies.set(entrant, found.upright)
    rows.push({ ...found, title, note })
  }
  return { rows, accuracies }
}
