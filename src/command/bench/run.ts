import { messageOf } from '../../landmarker/errors.ts'
import { COMMON, listFaces } from '../evaluate/sets.ts'
import { measureAccuracy, type Accuracy } from './accuracy.ts'
import { checkNames, entrants, isOwn, type Absent, type Entrant } from './entrants.ts'
import { machineOf } from './machine.ts'
import { findPackages, needsInstalling } from './peers.ts'
import { CLIP_FPS } from './page/live.ts'
import { Place } from './place.ts'
import { ratiosOf } from './ratios.ts'
import type { LimitRow, Report } from './report.ts'
import { median, rowOf, type Outcome } from './summary.ts'
import { start, takeTurn, type Effort, type Turn } from './turn.ts'

/** What the command line asks for. */
export interface Options extends Effort {
  readonly rounds: number
  /** Names of entrants; all if there are none. */
  readonly only: readonly string[]
  /** A folder in 300W's layout. */
  readonly data: string | undefined
  /** Most faces of each of its sets. */
  readonly faces: number
}

type Say = (text: string) => void

const labelOf = ({ title, backend }: Entrant) => `${title}, ${backend}`

/** The photos, and in each the face that this project finds first: all get the same. */
function findStills(place: Place, own: Entrant) {
  return place.visit(async (page) => {
    await start(page, own)
    const stills = []
    for (const photo of place.photos) {
      stills.push(await page.evaluate((url) => window.bench.still(url), photo))
    }
    return stills
  })
}

/** All entrants in turns, round by round, each round beginning with another one; who fails is left out. */
async function takeTurns(
  place: Place,
  all: readonly Entrant[],
  absent: Absent[],
  options: Options,
  say: Say,
) {
  const turns = new Map(all.map((entrant) => [entrant, [] as Turn[]]))
  const stills = await findStills(place, REFERENCE)
  for (let round = 0; round < options.rounds; round++) {
    const order = [...turns.keys()]
    const first = Math.floor((round * order.length) / options.rounds)
    for (const entrant of [...order.slice(first), ...order.slice(0, first)]) {
      say(`Round ${round + 1} of ${options.rounds}: ${labelOf(entrant)}`)
      try {
        turns.get(entrant)?.push(await takeTurn(place, entrant, stills, options))
      } catch (error) {
        const [why] = messageOf(error).split('\n')
        say(`  ${why}`)
        absent.push({ title: entrant.title, backend: entrant.backend, why })
        turns.delete(entrant)
      }
    }
  }
  return turns
}

/** Of each network with 68 points, once: backends give the same points. */
async function measureAccuracies(
  place: Place,
  all: readonly Entrant[],
  { data, faces }: Options,
  say: Say,
): Promise<Map<Entrant, Accuracy>> {
  const accuracies = new Map<Entrant, Accuracy>()
  if (!data) return accuracies
  const entries = listFaces(data, COMMON, faces)
  for (const entrant of all.filter(({ points, backend }) => points === 68 && backend === 'wasm')) {
    say(`NME over ${entries.length} faces: ${labelOf(entrant)}`)
    accuracies.set(entrant, await measureAccuracy(place, entrant, entries))
  }
  return accuracies
}

async function measureLimits(place: Place, all: readonly Entrant[], say: Say): Promise<LimitRow[]> {
  const rows: LimitRow[] = []
  for (const { variant, backend, title } of all.filter(isOwn)) {
    say(`The limit: ${title}, ${backend}`)
    const setup = { variant, backend }
    const limit = await place.visit((page) => page.evaluate((given) => window.bench.limit(given), setup))
    const { network, matrix, side } = limit
    const rates = ({ multiplyAdds, times }: typeof network) =>
      times.map((time) => (1000 * multiplyAdds) / time)
    const [ours, theirs] = [rates(network), rates(matrix)]
    rows.push({
      variant,
      backend,
      multiplyAdds: network.multiplyAdds,
      network: median(ours) ?? NaN,
      matrix: median(theirs) ?? NaN,
      share: median(ours.map((one, i) => one / theirs[i])) ?? NaN,
      side,
    })
  }
  return rows
}

const REFERENCE: Entrant = {
  name: 'full',
  title: 'Wingmark full',
  library: 'wingmark',
  variant: 'wing',
  backend: 'wasm',
  points: 68,
}

/**
 * Measures everything, one after another; `say` hears of the progress.
 * @throws Error with a sentence if the peers cannot be installed or the data are not there.
 */
export async function runBench(options: Options, say: Say): Promise<Report> {
  const { data, faces, only, rounds, seconds, repeats } = options
  checkNames(only)
  if (data) listFaces(data, COMMON, 1)
  const packages = findPackages(needsInstalling(only), say)
  say('Building the page and making the clip')
  const place = await Place.open(packages, data, CLIP_FPS)
  try {
    const machine = machineOf(place.browser)
    const obstacles = await place.visit((page) => page.evaluate(() => window.bench.obstacles()))
    const { entrants: all, absent } = entrants(packages, obstacles, only)
    const turns = await takeTurns(place, all, absent, options, say)
    const ran = [...turns.keys()]
    const limits = await measureLimits(place, ran, say)
    const accuracies = await measureAccuracies(place, ran, options, say)
    const outcomes = ran.map((entrant): Outcome => {
      return { entrant, turns: turns.get(entrant) ?? [], accuracy: accuracies.get(entrant) }
    })
    const count = data && listFaces(data, COMMON, faces).length
    return {
      machine,
      effort: { rounds, seconds, repeats },
      rows: outcomes.flatMap((outcome) => rowOf(outcome) ?? []),
      absent,
      ratios: ratiosOf(outcomes),
      limits,
      faces: count ? `${count} faces of 300W's common test set` : undefined,
    }
  } finally {
    await place.close()
  }
}
