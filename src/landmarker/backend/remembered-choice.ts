import { BACKENDS, type BackendName } from './backends.ts'
import { getErrorMessage } from '../errors.ts'
import { BUNDLED_MANIFESTS } from '../models/bundled-variants.ts'
import { toCacheKey, openCache, type CacheName } from '../models/weights.ts'
import type { Measurements } from './measurements.ts'

/** The weights that the measured networks have: a choice is kept and deleted with them. */
export interface MeasuredWeights {
  /** Address of the last stage's file. */
  readonly url: string
  readonly sha256: string
  /** True if they did not come with this build, but from an address of their own. */
  readonly byAddress: boolean
}

/** Identity of a choice. */
export interface ChoiceKey {
  readonly cache: CacheName
  readonly weights: MeasuredWeights
  /** See `findHardware`: a choice made with another one is ignored. */
  readonly fingerprint: string
}

export interface RememberedChoice {
  readonly backend: BackendName
  readonly measurements: Measurements
}

/** Shape of an entry; an entry with another number is ignored. */
const FORMAT = 1
/** Age after which backends are measured again: drivers are renewed without the fingerprint's knowledge. */
const MAX_AGE_MS = 30 * 24 * 3600 * 1000

interface Entry extends RememberedChoice {
  readonly format: typeof FORMAT
  readonly fingerprint: string
  /** Milliseconds since 1970. */
  readonly savedAt: number
}

/** The weights of a shipped variant, as `loadVariant` has them; undefined if there is no such variant. */
export function findBundledWeights(
  variant: string,
  urls: Readonly<Record<string, string>>,
): MeasuredWeights | undefined {
  const last = BUNDLED_MANIFESTS.find((manifest) => manifest.variant === variant)?.stages.at(-1)
  return last && { url: urls[`${variant}-${last.file}`], sha256: last.sha256, byAddress: false }
}

const toChoiceKey = ({ url, sha256, byAddress }: MeasuredWeights) =>
  `${toCacheKey(url, sha256, byAddress)}&backend-choice`

const isBackend = (name: unknown): name is BackendName => BACKENDS.some((known) => known === name)

function isEntry(value: unknown): value is Entry {
  const { format, backend, measurements, savedAt } = (value ?? {}) as Partial<Record<keyof Entry, unknown>>
  return (
    format === FORMAT &&
    typeof savedAt === 'number' &&
    isBackend(backend) &&
    typeof measurements === 'object' &&
    measurements !== null &&
    Object.entries(measurements).every(
      ([name, taken]) => isBackend(name) && (typeof taken === 'string' || Number.isFinite(taken)),
    ) &&
    typeof (measurements as Measurements)[backend] === 'number'
  )
}

/** Loads the choice of an earlier visit; undefined if there is none, it is broken, or it does not hold here. */
export async function loadChoice(
  { cache: name, weights, fingerprint }: ChoiceKey,
  now = Date.now(),
): Promise<RememberedChoice | undefined> {
  try {
    const cache = await openCache(name)
    const entry: unknown = await (await cache?.match(toChoiceKey(weights)))?.json()
    if (!isEntry(entry) || entry.fingerprint !== fingerprint) return undefined
    if (Math.abs(now - entry.savedAt) > MAX_AGE_MS) return undefined
    return { backend: entry.backend, measurements: entry.measurements }
  } catch {
    return undefined
  }
}

/** Saves a choice for the next visit, in place of an earlier one. Without storage it is made anew then. */
export async function saveChoice(
  { cache: name, weights, fingerprint }: ChoiceKey,
  { backend, measurements }: RememberedChoice,
  now = Date.now(),
): Promise<void> {
  const entry: Entry = { format: FORMAT, backend, measurements, fingerprint, savedAt: now }
  try {
    const cache = await openCache(name)
    await cache?.put(toChoiceKey(weights), Response.json(entry))
  } catch (error) {
    console.warn(`The choice of a backend could not be kept for next time: ${getErrorMessage(error)}`)
  }
}
