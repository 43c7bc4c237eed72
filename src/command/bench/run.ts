import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getErrorMessage } from '../../landmarker/errors.ts'
import { COMMON_TEST_SETS, listPhotoEntries, type PhotoEntry } from '../evaluate/photo-entries.ts'
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
import { startLibrary, runTrial, type TrialLengths, type BenchTrial } from './trial.ts'
import { measureFirstVisits } from './first-visit.ts'

/** Options of the bench. */
export interface BenchOptions extends TrialLengths {
  readonly rounds: number
  /** Names of configurations; all if empty. */
  readonly only: readonly string[]
  /** Folder in 300W's layout. */
  readonly data: string | undefined
  /** Limit of faces per set. */
  readonly faces: number
  /** Commit to compare with. */
  readonly baseline: string | undefined
}

type Log = (text: string) => void

const formatLabel = ({ title, backend }: Configuration) => `${title}, ${backend}`

/** Finds one face in each photo with this project's detector, so that all libraries get the same faces. */
function findStills(environment: BenchEnvironment, own: Configuration) {
  return environment.withPage(async (page) => {
    await startLibrary(page, own)
    const stills = []
    for (const photo of environment.photoUrls) {
      stills.push(await page.evaluate((url) => window.bench.still(url), photo))
    }
    return stills
  })
}

/** Runs trials of all configurations in turns, each round starting with another one. A configuration that fails is skipped. */
async function runTrials(
  environment: BenchEnvironment,
  all: readonly Configuration[],
  skipped: SkippedConfiguration[],
  options: BenchOptions,
  log: Log,
) {
  const trials = new Map(all.map((configuration) => [configuration, [] as BenchTrial[]]))
  const stills = await findStills(environment, REFERENCE)
  for (let round = 0; round < options.rounds; round++) {
    const order = [...trials.keys()]
    const first = Math.floor((round * order.length) / options.rounds)
    for (const configuration of [...order.slice(first), ...order.slice(0, first)]) {
      log(`Round ${round + 1} of ${options.rounds}: ${formatLabel(configuration)}`)
      try {
        trials.get(configuration)?.push(await runTrial(environment, configuration, stills, options))
      } catch (error) {
        const reason = getErrorMessage(error).split('\n')[0]!
        log(`  ${reason}`)
        skipped.push({ title: configuration.title, backend: configuration.backend, reason })
        trials.delete(configuration)
      }
    }
  }
  return trials
}

/**
 * Measures the accuracy of the other libraries' networks, on one backend since all give the same points. Those of
 * meshes are mapped to 68 landmarks; see src/evaluation/mesh-mapping.ts.
 */
async function measureAccuracies(
  environment: BenchEnvironment,
  all: readonly Configuration[],
  entries: readonly PhotoEntry[],
  log: Log,
): Promise<Map<Configuration, Accuracy>> {
  const accuracies = new Map<Configuration, Accuracy>()
  if (entries.length === 0) return accuracies
  const others = all.filter(
    ({ points, backend, library }) => points > 0 && backend === 'wasm' && library !== 'wingmark',
  )
  for (const configuration of others) {
    log(`NME over ${entries.length} faces: ${formatLabel(configuration)}`)
    accuracies.set(configuration, await measureAccuracy(environment, configuration, entries))
  }
  return accuracies
}

/** Lists the folders of builds to serve, by path. */
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
  address: `/${MODELS_FOLDER}/wing/`,
  backend: 'wasm',
  points: 68,
}

/**
 * Runs all measurements of the bench; `log` gets the progress.
 * @throws Error if the other libraries cannot be installed, the data are missing or the baseline cannot be built.
 */
export async function runBench(options: BenchOptions, log: Log): Promise<BenchReport> {
  const { data, faces, only, baseline } = options
  checkNames(only)
  const entries = data ? listPhotoEntries(data, COMMON_TEST_SETS, faces) : []
  const packages = findPackages(needsBenchPackages(only), log)
  const folder = mkdtempSync(join(tmpdir(), 'wingmark-builds-'))
  try {
    const before = baseline ? buildBaseline(baseline, join(folder, 'baseline'), log) : undefined
    log('Building package, page and bench, and rendering the clip')
    const builds = { own: buildOwn(join(folder, 'own')), baseline: before }
    const environment = await BenchEnvironment.open(packages, data, CLIP_FPS, listMounts(builds))
    try {
      return await measureAll(environment, packages, builds, options, entries, log)
    } finally {
      await environment.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureAll(
  environment: BenchEnvironment,
  packages: Packages,
  builds: Builds,
  options: BenchOptions,
  entries: readonly PhotoEntry[],
  log: Log,
): Promise<BenchReport> {
  const { rounds, seconds, repeats, only } = options
  const machine = describeMachine(environment.browser)
  const obstacles = await environment.withPage((page) => page.evaluate(() => window.bench.obstacles()))
  const { configurations: all, skipped } = selectConfigurations(packages, builds, obstacles, only)
  const trials = await runTrials(environment, all, skipped, options, log)
  const ran = [...trials.keys()]
  const visits = await measureFirstVisits(environment.browser, builds, rounds, log)
  const limits = await measureLimits(environment, ran, log)
  const { rows: detectors, accuracies: own } = await measureDetectors(environment, ran, builds, entries, log)
  const accuracies = new Map([...(await measureAccuracies(environment, ran, entries, log)), ...own])
  const outcomes = ran.map((configuration): ConfigurationResult => {
    return { configuration, trials: trials.get(configuration) ?? [], accuracy: accuracies.get(configuration) }
  })
  return {
    machine,
    lengths: { rounds, seconds, repeats },
    rows: outcomes.flatMap((outcome) => summarizeTrials(outcome, seconds) ?? []),
    skipped,
    ratios: computeRatios(outcomes, { baseline: builds.baseline?.hash, precise: isShipped('precise') }),
    limits,
    visits,
    detectors,
    faces: entries.length ? `${entries.length} faces of 300W's common test set` : undefined,
  }
}
