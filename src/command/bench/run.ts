import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { messageOf } from '../../landmarker/errors.ts'
import { COMMON_TEST_SETS, listAnnotatedPhotos, type AnnotatedPhoto } from '../evaluate/annotated-photos.ts'
import { measureAccuracy, type Accuracy } from './accuracy.ts'
import { buildBaseline, buildOwn } from './baseline.ts'
import { measureDetectors } from './detectors.ts'
import {
  BASELINE_FOLDER,
  MODELS_FOLDER,
  OWN_FOLDER,
  TODAY_FOLDER,
  checkNames,
  selectConfigurations,
  isShipped,
  type SkippedConfiguration,
  type Builds,
  type Configuration,
} from './configurations.ts'
import { measureLimits } from './limits.ts'
import { describeMachine } from './machine.ts'
import { findPackages, needsBenchPackages, type Packages } from './packages.ts'
import { CLIP_FPS } from './page/live-session.ts'
import { BenchEnvironment } from './environment.ts'
import { computeRatios } from './ratios.ts'
import type { BenchReport } from './report.ts'
import { summarizeTrials, type ConfigurationResult } from './summary.ts'
import { startLibrary, runTrial, type TrialLengths, type Trial } from './trial.ts'
import { measureFirstVisits } from './first-visit.ts'

/** What the command line asks for. */
export interface BenchOptions extends TrialLengths {
  readonly rounds: number
  /** Names of entrants; all if there are none. */
  readonly only: readonly string[]
  /** A folder in 300W's layout. */
  readonly data: string | undefined
  /** Most faces of each of its sets. */
  readonly faces: number
  /** A commit to compare with. */
  readonly baseline: string | undefined
}

type Log = (text: string) => void

const formatLabel = ({ title, backend }: Configuration) => `${title}, ${backend}`

/** The photos, and in each the face that this project finds first: all get the same. */
function findStills(place: BenchEnvironment, own: Configuration) {
  return place.withPage(async (page) => {
    await startLibrary(page, own)
    const stills = []
    for (const photo of place.photoUrls) {
      stills.push(await page.evaluate((url) => window.bench.still(url), photo))
    }
    return stills
  })
}

/** All entrants in turns, round by round, each round beginning with another one; who fails is left out. */
async function runTrials(
  place: BenchEnvironment,
  all: readonly Configuration[],
  absent: SkippedConfiguration[],
  options: BenchOptions,
  say: Log,
) {
  const turns = new Map(all.map((entrant) => [entrant, [] as Trial[]]))
  const stills = await findStills(place, REFERENCE)
  for (let round = 0; round < options.rounds; round++) {
    const order = [...turns.keys()]
    const first = Math.floor((round * order.length) / options.rounds)
    for (const entrant of [...order.slice(first), ...order.slice(0, first)]) {
      say(`Round ${round + 1} of ${options.rounds}: ${formatLabel(entrant)}`)
      try {
        turns.get(entrant)?.push(await runTrial(place, entrant, stills, options))
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

/** Of each peer's network with 68 points, once: backends give the same points. */
async function measureAccuracies(
  place: BenchEnvironment,
  all: readonly Configuration[],
  entries: readonly AnnotatedPhoto[],
  say: Log,
): Promise<Map<Configuration, Accuracy>> {
  const accuracies = new Map<Configuration, Accuracy>()
  if (entries.length === 0) return accuracies
  const peers = all.filter(
    ({ points, backend, library }) => points === 68 && backend === 'wasm' && library !== 'wingmark',
  )
  for (const entrant of peers) {
    say(`NME over ${entries.length} faces: ${formatLabel(entrant)}`)
    accuracies.set(entrant, await measureAccuracy(place, entrant, entries))
  }
  return accuracies
}

/** Folders that the place serves of what was built, by their paths. */
function listMounts({ own, baseline }: Builds): Record<string, string> {
  const mounts: Record<string, string> = {
    [`/${OWN_FOLDER}/`]: own.package,
    [`/${MODELS_FOLDER}/`]: fileURLToPath(new URL('../../../models', import.meta.url)),
  }
  if (!baseline) return mounts
  mounts[`/${BASELINE_FOLDER}/`] = baseline.package
  if (baseline.today) mounts[`/${TODAY_FOLDER}/`] = baseline.today
  return mounts
}

const REFERENCE: Configuration = {
  name: 'wing',
  title: 'Wingmark wing',
  folder: OWN_FOLDER,
  library: 'wingmark',
  variant: 'wing',
  backend: 'wasm',
  points: 68,
}

/**
 * Measures everything, one after another; `say` hears of the progress.
 * @throws Error with a sentence if the peers cannot be installed, the data are not there or the baseline cannot
 * be built.
 */
export async function runBench(options: BenchOptions, say: Log): Promise<BenchReport> {
  const { data, faces, only, baseline } = options
  checkNames(only)
  const entries = data ? listAnnotatedPhotos(data, COMMON_TEST_SETS, faces) : []
  const packages = findPackages(needsBenchPackages(only), say)
  const folder = mkdtempSync(join(tmpdir(), 'wingmark-builds-'))
  try {
    const before = baseline ? buildBaseline(baseline, join(folder, 'baseline'), say) : undefined
    say('Building package, page and bench, and making the clip')
    const builds = { own: buildOwn(join(folder, 'own')), baseline: before }
    const place = await BenchEnvironment.open(packages, data, CLIP_FPS, listMounts(builds))
    try {
      return await measureAll(place, packages, builds, options, entries, say)
    } finally {
      await place.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureAll(
  place: BenchEnvironment,
  packages: Packages,
  builds: Builds,
  options: BenchOptions,
  entries: readonly AnnotatedPhoto[],
  say: Log,
): Promise<BenchReport> {
  const { rounds, seconds, repeats, only } = options
  const machine = describeMachine(place.browser)
  const obstacles = await place.withPage((page) => page.evaluate(() => window.bench.obstacles()))
  const { entrants: all, absent } = selectConfigurations(packages, builds, obstacles, only)
  const turns = await runTrials(place, all, absent, options, say)
  const ran = [...turns.keys()]
  const visits = await measureFirstVisits(place.browser, builds, rounds, say)
  const limits = await measureLimits(place, ran, say)
  const { rows: detectors, accuracies: own } = await measureDetectors(place, ran, builds, entries, say)
  const accuracies = new Map([...(await measureAccuracies(place, ran, entries, say)), ...own])
  const outcomes = ran.map((entrant): ConfigurationResult => {
    return { configuration: entrant, trials: turns.get(entrant) ?? [], accuracy: accuracies.get(entrant) }
  })
  return {
    machine,
    effort: { rounds, seconds, repeats },
    rows: outcomes.flatMap((outcome) => summarizeTrials(outcome, seconds) ?? []),
    absent,
    ratios: computeRatios(outcomes, { baseline: builds.baseline?.hash, precise: isShipped('precise') }),
    limits,
    visits,
    detectors,
    faces: entries.length ? `${entries.length} faces of 300W's common test set` : undefined,
  }
}
