import { BACKENDS, type BackendName } from './backends.ts'
import { getErrorMessage } from '../errors.ts'
import { BUNDLED_MANIFESTS } from '../models/bundled-variants.ts'
import { toCacheKey, openCache, type CacheName } from '../models/weights.ts'
import type { Measurements } from './measurements.ts'

/** Weights of the measured networks; a choice is cached and evicted together with them. */
export interface MeasuredWeights {
  /** URL of the last stage's file. */
  readonly url: string
  readonly sha256: string
  /** True if they are not part of this build but were loaded by their own URL. */
  readonly byAddress: boolean
}

/** Key of a remembered choice. */
export interface ChoiceKey {
  readonly cache: CacheName
  readonly weights: MeasuredWeights
  /** Fingerprint of `findHardware`; a choice made with another one is ignored. */
  readonly fingerprint: string
}

export interface RememberedChoice {
  readonly backend: BackendName
  readonly measurements: Measurements
}

/** Format version of an entry; other versions are ignored. */
const FORMAT = 1
/** Age after which backends are measured again, because the fingerprint does not show updates of drivers. */
const MAX_AGE_MS = 30 * 24 * 3600 * 1000

interface Entry extends RememberedChoice {
  readonly format: typeof FORMAT
  readonly fingerprint: string
  /** Milliseconds since 1970. */
  readonly savedAt: number
}

/** Finds the weights of a bundled variant; undefined if there is no such variant. */
export function findBundledWeights(
  variant: string,
  urls: Readonly<Record<string, string>>,
): MeasuredWeights | undefined {
  const last = BUNDLED_MANIFESTS.find((manifest) => manifest.variant === variant)?.stages.at(-1)
  return last && { url: urls[`${variant}-${last.file}`]!, sha256: last.sha256, byAddress: false }
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

/** Loads the choice of an earlier visit; undefined if there is none, or it is invalid or outdated. */
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

/** Saves a choice for the next visit, replacing an earlier one. If that fails, the next visit measures again. */
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
    console.warn(`The choice of the backend could not be saved: ${getErrorMessage(error)}`)
  }
}
