import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { BackendName } from '../../landmarker/backends.ts'
import type { Setup } from './page/participant.ts'
import type { Library } from './page/page.ts'
import type { Packages } from './peers.ts'

/** A line of the table: a library with one of its networks on one backend. */
export interface Entrant extends Setup {
  /** As --only and the ratios name it. */
  readonly name: string
  readonly title: string
  readonly library: Library
  /** Landmarks of a face. */
  readonly points: number
}

/** A line that was not measured, and why. */
export interface Absent {
  readonly title: string
  readonly backend: BackendName
  readonly why: string
}

/** This project's networks, by the name that the bench has for them. */
const OWN: Readonly<Record<string, string>> = { full: 'wing', lite: 'lite' }

const NAMES = [...Object.keys(OWN), 'face-api', 'face-api-tiny', 'human', 'face-mesh']

/** @throws Error if --only names what the bench does not have. */
export function checkNames(only: readonly string[]): void {
  const unknown = only.find((name) => !NAMES.includes(name))
  if (unknown) throw new Error(`--only knows ${NAMES.join(', ')}, not "${unknown}".`)
}

/** Whether it is one of this project's. */
export const isOwn = ({ name }: Entrant): boolean => name in OWN

interface Candidate extends Omit<Entrant, 'backend'> {
  readonly backends: readonly BackendName[]
  readonly missing?: string
}

const isShipped = (variant: string) =>
  existsSync(fileURLToPath(new URL(`../../../models/${variant}/model.json`, import.meta.url)))

function candidates({ faceApi, human, faceMesh }: Packages): Candidate[] {
  const own = Object.entries(OWN).map(([name, variant]): Candidate => {
    const missing = isShipped(variant) ? undefined : `models/${variant} is not there`
    const title = `Wingmark ${name}`
    const backends = ['wasm', 'webgl', 'webgpu'] as const
    return { name, title, library: 'wingmark', variant, points: 68, backends, missing }
  })
  const api = { library: 'face-api', points: 68, backends: ['wasm', 'webgl'] } as const
  const notThere = 'not installed'
  return [
    ...own,
    { ...api, name: 'face-api', title: `face-api 68 (${faceApi.version})`, variant: '68' },
    { ...api, name: 'face-api-tiny', title: `face-api 68-tiny (${faceApi.version})`, variant: 'tiny' },
    {
      name: 'human',
      title: `human (${human?.version})`,
      library: 'human',
      variant: 'mesh',
      points: 468,
      backends: ['wasm', 'webgl', 'webgpu'],
      missing: human ? undefined : notThere,
    },
    {
      name: 'face-mesh',
      title: `face_mesh (${faceMesh?.version})`,
      library: 'face-mesh',
      variant: 'mesh',
      points: 468,
      backends: ['wasm', 'webgl'],
      missing: faceMesh ? undefined : notThere,
    },
  ]
}

const CAMERA: Entrant = {
  name: 'camera',
  title: 'camera alone',
  library: 'camera-alone',
  variant: '',
  backend: 'wasm',
  points: 0,
}

/** Who takes part, of those named in `only` if there are any, and who cannot, and why. */
export function entrants(
  packages: Packages,
  obstacles: Partial<Record<BackendName, string>>,
  only: readonly string[],
): { entrants: Entrant[]; absent: Absent[] } {
  const taking: Entrant[] = [CAMERA]
  const absent: Absent[] = []
  for (const { backends, missing, ...rest } of candidates(packages)) {
    if (only.length > 0 && !only.includes(rest.name)) continue
    for (const backend of backends) {
      const why = missing ?? obstacles[backend]
      if (why) absent.push({ title: rest.title, backend, why })
      else taking.push({ ...rest, backend })
    }
  }
  return { entrants: taking, absent }
}
