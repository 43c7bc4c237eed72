import type { Point } from '../../geometry/point.ts'
import type { Square } from '../../geometry/square.ts'
import type { BackendChoice } from './backends.ts'
import { getErrorMessage } from '../errors.ts'
import { DeadlineError, withDeadline } from './deadline.ts'
import { MAX_TIME_RATIO, explainChoice, type GraphicsBackend, type Measurements } from './measurements.ts'
import { computeDifference, findFault } from './reference-check.ts'

/** Graphics backend that runs in parallel to wasm, with its networks loaded. */
export interface BackendTrial {
  /** Measures the milliseconds per face; see `measureRuns`. */
  measure(): Promise<number>
  /** Computes the landmarks on the reference picture, in its pixels. */
  landmarks(): Promise<readonly Point[]>
  /** Ends its worker. */
  end(): void
}

/** Results of wasm, which trials are compared with. */
export interface WasmReference {
  readonly ms: number
  /** Landmarks in pixels of the reference picture, from a crop around `square`. */
  readonly landmarks: readonly Point[]
  readonly square: Square
  /** Measures wasm again before a switch, because a busy machine can distort the first measurement (7.8 instead of 2.4 ms). */
  readonly measureAgain?: () => Promise<number>
}

export interface TrialsOptions<T extends BackendTrial> {
  readonly wasm: WasmReference
  readonly candidates: readonly GraphicsBackend[]
  /** Reasons, as clauses, for backends that are not tried. */
  readonly obstacles?: Measurements
  /** Times from an earlier visit; backends in it are not measured again, but their landmarks are compared. */
  readonly remembered?: Measurements
  /** Starts a backend; cleans up if the signal aborts before the start is complete. */
  readonly startTrial: (name: GraphicsBackend, signal: AbortSignal) => Promise<T>
  /** Resolves when no other work is pending. */
  readonly untilIdle: () => Promise<void>
  /** Aborts the trials. */
  readonly signal?: AbortSignal
}

export interface TrialsResult<T extends BackendTrial> {
  /** Trial of the fastest backend, now owned by the caller; undefined if wasm is kept. */
  readonly kept: T | undefined
  readonly choice: BackendChoice
  readonly measurements: Measurements
  /** False if a backend timed out, possibly because of a slow network; such a result must not be remembered. */
  readonly isConclusive: boolean
}

/** Time limit of a start, which may download the backend's code over a slow connection. */
const START_DEADLINE_MS = 10_000
/** Time limit of a measurement: 2000 ms of runs, the pauses between them, and a last run that exceeds the budget. */
const MEASURE_DEADLINE_MS = 5000
/** Time limit of a run on the reference picture; the first run compiles the shaders. */
const RUN_DEADLINE_MS = 5000

/** Starts a trial; one that misses the deadline or is aborted is ended as soon as it has started. */
async function startTrial<T extends BackendTrial>(
  name: GraphicsBackend,
  options: TrialsOptions<T>,
): Promise<T> {
  const unwanted = new AbortController()
  const starting = (async () => options.startTrial(name, unwanted.signal))()
  try {
    return await withDeadline(starting, START_DEADLINE_MS, options.signal)
  } catch (error) {
    unwanted.abort(error)
    starting.then(
      (late) => late.end(),
      () => undefined,
    )
    throw error
  }
}

/** Waits for idle time, then takes one step of a trial. */
async function takeStep<R>(
  step: () => Promise<R>,
  ms: number,
  { untilIdle, signal }: TrialsOptions<BackendTrial>,
): Promise<R> {
  await withDeadline(untilIdle(), Infinity, signal)
  return withDeadline(step(), ms, signal)
}

/** Compares a trial's landmarks with those of wasm. @throws WrongLandmarksError if they differ too much. */
async function compareLandmarks(
  name: GraphicsBackend,
  trial: BackendTrial,
  options: TrialsOptions<BackendTrial>,
): Promise<void> {
  const { landmarks, square } = options.wasm
  const own = await takeStep(() => trial.landmarks(), RUN_DEADLINE_MS, options)
  const fault = findFault(name, computeDifference(square, own, landmarks))
  if (fault) throw new WrongLandmarksError(fault)
}

class WrongLandmarksError extends Error {}

/** Explains the failure of a trial in a clause that names the backend. */
function explainFailure(name: GraphicsBackend, hasStarted: boolean, error: unknown): string {
  if (error instanceof WrongLandmarksError) return error.message
  if (error instanceof DeadlineError) return `${name} ${error.message}`
  return `${name} ${hasStarted ? 'failed' : 'did not start'} (${getErrorMessage(error)})`
}

/** Tries one backend: returns its running trial if it is faster than `limit` milliseconds, else ends it. */
async function tryBackend<T extends BackendTrial>(
  name: GraphicsBackend,
  limit: number,
  options: TrialsOptions<T>,
): Promise<{ readonly ms: number; readonly trial?: T } | { readonly error: unknown; readonly why: string }> {
  let trial: T | undefined
  try {
    await withDeadline(options.untilIdle(), Infinity, options.signal)
    const started = (trial = await startTrial(name, options))
    // Compared before the measurement to save time on wrong backends, and again after it, because some are right in
    // their first runs only.
    await compareLandmarks(name, started, options)
    const known = options.remembered?.[name]
    const isKnown = typeof known === 'number'
    const ms = isKnown ? known : await takeStep(() => started.measure(), MEASURE_DEADLINE_MS, options)
    if (!(ms <= limit)) {
      started.end()
      return { ms }
    }
    if (!isKnown) await compareLandmarks(name, started, options)
    return { ms, trial: started }
  } catch (error) {
    trial?.end()
    options.signal?.throwIfAborted()
    return { error, why: explainFailure(name, trial !== undefined, error) }
  }
}

/**
 * Tries graphics backends one after another in parallel to wasm, each step while no other work is pending. Keeps the
 * fastest one if it is clearly faster than wasm and gives the same landmarks; all others are ended, also if the signal
 * aborts.
 * @throws the signal's reason, or an error of `measureAgain`.
 */
export async function tryBackends<T extends BackendTrial>(
  options: TrialsOptions<T>,
): Promise<TrialsResult<T>> {
  const { wasm, candidates, obstacles, signal } = options
  const measurements: Record<string, number | string> = { wasm: wasm.ms, ...obstacles }
  let best: { readonly name: GraphicsBackend; readonly ms: number; readonly trial: T } | undefined
  let isConclusive = true
  try {
    for (const name of candidates) {
      const tried = await tryBackend(name, best?.ms ?? wasm.ms * MAX_TIME_RATIO, options)
      if ('why' in tried) {
        measurements[name] = tried.why
        if (tried.error instanceof DeadlineError) isConclusive = false
        continue
      }
      measurements[name] = tried.ms
      if (!tried.trial) continue
      best?.trial.end()
      best = { name, ms: tried.ms, trial: tried.trial }
    }
    const { measureAgain } = wasm
    if (best && measureAgain && typeof options.remembered?.[best.name] !== 'number') {
      const ms = Math.min(wasm.ms, await takeStep(measureAgain, MEASURE_DEADLINE_MS, options))
      measurements.wasm = ms
      if (!(best.ms <= ms * MAX_TIME_RATIO)) {
        best.trial.end()
        best = undefined
      }
    }
    signal?.throwIfAborted()
  } catch (error) {
    best?.trial.end()
    throw error
  }
  const choice = explainChoice(best?.name ?? 'wasm', measurements)
  return { kept: best?.trial, choice, measurements, isConclusive }
}
