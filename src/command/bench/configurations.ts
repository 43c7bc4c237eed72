import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { BackendName } from '../../landmarker/backend/backends.ts'
import type { LibrarySetup } from './page/library-adapter.ts'
import type { Library } from './page/page.ts'
import { listPackagedVariants, type Baseline, type Build } from './baseline.ts'
import type { Packages } from './packages.ts'

/** Library with one of its networks on one backend: a row of the table. */
export interface Configuration extends LibrarySetup {
  /** Name in --only and in the ratios. */
  readonly name: string
  readonly title: string
  readonly library: Library
  /** Number of landmarks per face. */
  readonly points: number
}

/** Configuration that was not measured, and the reason. */
export interface SkippedConfiguration {
  readonly title: string
  readonly backend: BackendName
  readonly reason: string
}

/** This project's networks. */
const OWN_VARIANTS = ['wing', 'lite', 'precise']

/** Paths at which the bench serves this tree's package and its networks. */
export const OWN_FOLDER = 'own'
export const MODELS_FOLDER = 'models'
/** Paths at which it serves a baseline's package, and the one with today's weights. */
export const BASELINE_FOLDER = 'baseline'
export const TODAY_FOLDER = 'baseline-today'

/** Returns the name of a baseline's configuration. */
export const toBaselineName = (variant: string): string => `baseline-${variant}`

const NAMES = [...OWN_VARIANTS, 'face-api', 'face-api-tiny', 'human', 'face-mesh']

/** Checks the names in --only. @throws Error for an unknown one. */
export function checkNames(only: readonly string[]): void {
  const unknown = only.find((name) => !NAMES.includes(name))
  if (unknown) throw new Error(`--only knows ${NAMES.join(', ')}, not "${unknown}".`)
}

/** Tells whether a configuration is of this tree. */
export const isOwn = ({ folder }: Configuration): boolean => folder === OWN_FOLDER

/** Tells whether a configuration is of the baseline. */
export const isBaseline = ({ folder }: Configuration): boolean => folder === BASELINE_FOLDER

interface Candidate extends Omit<Configuration, 'backend'> {
  readonly backends: readonly BackendName[]
  readonly missing?: string
}

/** Builds of this tree and of the baseline, if any. */
export interface Builds {
  readonly own: Build
  readonly baseline: Baseline | undefined
}

/** Tells whether this tree has a variant. */
export const isShipped = (variant: string): boolean =>
  existsSync(fileURLToPath(new URL(`../../../models/${variant}/model.json`, import.meta.url)))

const WINGMARK = { library: 'wingmark', points: 68, backends: ['wasm', 'webgl', 'webgpu'] } as const

/** Lists this tree's variants; one that is not in its package is loaded by URL. */
function listOwnCandidates({ own }: Builds): Candidate[] {
  const packaged = listPackagedVariants(own.package)
  return OWN_VARIANTS.filter(isShipped).map((name) => ({
    ...WINGMARK,
    name,
    title: `Wingmark ${name}`,
    variant: name,
    folder: OWN_FOLDER,
    address: packaged.includes(name) ? undefined : `/${MODELS_FOLDER}/${name}/`,
  }))
}

function listBaselineCandidates({ baseline }: Builds): Candidate[] {
  if (!baseline) return []
  const packaged = listPackagedVariants(baseline.package)
  return OWN_VARIANTS.filter((name) => packaged.includes(name)).map((variant) => ({
    ...WINGMARK,
    name: toBaselineName(variant),
    title: `Wingmark ${variant} (${baseline.hash})`,
    variant,
    folder: BASELINE_FOLDER,
  }))
}

function listCandidates({ faceApi, human, faceMesh }: Packages, builds: Builds): Candidate[] {
  const api = { library: 'face-api', points: 68, backends: ['wasm', 'webgl'] } as const
  const missing = 'not installed'
  return [
    ...listOwnCandidates(builds),
    ...listBaselineCandidates(builds),
    { ...api, name: 'face-api', title: `face-api 68 (${faceApi.version})`, variant: '68' },
    { ...api, name: 'face-api-tiny', title: `face-api 68-tiny (${faceApi.version})`, variant: 'tiny' },
    {
      name: 'human',
      title: `human (${human?.version})`,
      library: 'human',
      variant: 'mesh',
      points: 468,
      backends: ['wasm', 'webgl', 'webgpu'],
      missing: human ? undefined : missing,
    },
    {
      name: 'face-mesh',
      title: `face_mesh (${faceMesh?.version})`,
      library: 'face-mesh',
      variant: 'mesh',
      points: 468,
      backends: ['wasm', 'webgl'],
      missing: faceMesh ? undefined : missing,
    },
  ]
}

const CAMERA_ALONE: Configuration = {
  name: 'camera',
  title: 'camera alone',
  library: 'camera-alone',
  variant: '',
  backend: 'wasm',
  points: 0,
}

/**
 * Selects the configurations to measure: those named in `only`, or all. Returns those that cannot run with the
 * reason. A baseline's variants are selected by the names of this tree's.
 */
export function selectConfigurations(
  packages: Packages,
  builds: Builds,
  obstacles: Partial<Record<BackendName, string>>,
  only: readonly string[],
): { configurations: Configuration[]; skipped: SkippedConfiguration[] } {
  const selected: Configuration[] = [CAMERA_ALONE]
  const skipped: SkippedConfiguration[] = []
  for (const { backends, missing, ...rest } of listCandidates(packages, builds)) {
    const requested = rest.folder === BASELINE_FOLDER ? rest.variant : rest.name
    if (only.length > 0 && !only.includes(requested)) continue
    for (const backend of backends) {
      const reason = missing ?? obstacles[backend]
      if (reason) skipped.push({ title: rest.title, backend, reason })
      else selected.push({ ...rest, backend })
    }
  }
  return { configurations: selected, skipped }
}
