import type { Point } from '../../geometry/point.ts'
import type { Square } from '../../geometry/square.ts'
import type { BackendChoice } from './backends.ts'
import { getErrorMessage } from '../errors.ts'
import { DeadlineError, withDeadline } from './deadline.ts'
import { MAX_TIME_RATIO, explainChoice, type GraphicsBackend, type Measurements } from './measurements.ts'
import { computeDifference, findFault } from './reference-check.ts'

/** A graphics backend that has been started, with its networks loaded, beside wasm. */
export interface Trial {
  /** Milliseconds that a face takes; see `measureRuns`. */
  measure(): Promise<number>
  /** Landmarks on the reference picture, in its pixels. */
  landmarks(): Promise<readonly Point[]>
  /** Ends its worker. */
  end(): void
}

/** Results of wasm, measured and computed like those of the trials. */
export interface WasmReference {
  readonly ms: number
  /** In pixels of the reference picture, from a crop around `square`. */
  readonly landmarks: readonly Point[]
  readonly square: Square
  /** Measures again, before another backend takes over: a busy moment once made 7.8 ms of 2.4. */
  readonly measureAgain?: () => Promise<number>
}

export interface TrialsOptions<T extends Trial> {
  readonly wasm: WasmReference
  readonly candidates: readonly GraphicsBackend[]
  /** Half sentences for backends that are not tried. */
  readonly obstacles?: Measurements
  /** Times from an earlier visit: a backend that has one is not measured again, but its landmarks are compared. */
  readonly remembered?: Measurements
  /** Starts a backend; ends what it has started if the signal aborts before it answers. */
  readonly startTrial: (name: GraphicsBackend, signal: AbortSignal) => Promise<T>
  /** Resolves when nothing else waits for the machine. */
  readonly untilIdle: () => Promise<void>
  /** Ends the trials. */
  readonly signal?: AbortSignal
}

export interface TrialsResult<T extends Trial> {
  /** That of the fastest backend, to be used and ended by the caller; undefined if wasm is kept. */
  readonly kept: T | undefined
  readonly choice: BackendChoice
  readonly measurements: Measurements
  /** False if a backend did not answer in time, which may be the network's fault: not to be remembered. */
  readonly isConclusive: boolean
}

/** Longest start: it may fetch the backend's code over a slow connection. */
const START_DEADLINE_MS = 10_000
/** Longest measurement: 2000 ms of runs, pauses between them, and a last run that exceeds that. */
const MEASURE_DEADLINE_MS = 5000
/** Longest look at the reference picture, the first of which compiles the shaders. */
const LOOK_DEADLINE_MS = 5000

/** Starts a trial; one that is too late, or not wanted any more, is ended as soon as it has started. */
async function startTrial<T extends Trial>(name: GraphicsBackend, options: TrialsOptions<T>): Promise<T> {
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
  { untilIdle, signal }: TrialsOptions<Trial>,
): Promise<R> {
  await withDeadline(untilIdle(), Infinity, signal)
  return withDeadline(step(), ms, signal)
}

/** @throws Error whose message names the backend, if its landmarks are not wasm's. */
async function compareLandmarks(
  name: GraphicsBackend,
  trial: Trial,
  options: TrialsOptions<Trial>,
): Promise<void> {
  const { landmarks, square } = options.wasm
  const own = await takeStep(() => trial.landmarks(), LOOK_DEADLINE_MS, options)
  const fault = findFault(name, computeDifference(square, own, landmarks))
  if (fault) throw new WrongLandmarksError(fault)
}

class WrongLandmarksError extends Error {}

/** Names the backend in the message of a trial that failed. */
function explainFailure(name: GraphicsBackend, hasStarted: boolean, error: unknown): string {
  if (error instanceof WrongLandmarksError) return error.message
  if (error instanceof DeadlineError) return `${name} ${error.message}`
  return `${name} ${hasStarted ? 'failed' : 'did not start'} (${getErrorMessage(error)})`
}

/** A trial faster than `limit` milliseconds, still running; or its time alone, ended. */
async function tryBackend<T extends Trial>(
  name: GraphicsBackend,
  limit: number,
  options: TrialsOptions<T>,
): Promise<{ readonly ms: number; readonly trial?: T } | { readonly error: unknown; readonly why: string }> {
  let trial: T | undefined
  try {
    await withDeadline(options.untilIdle(), Infinity, options.signal)
    const started = (trial = await startTrial(name, options))
    // A wrong one need not be measured; one that is right on its first look only is found after many.
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
 * Tries graphics backends one after another beside wasm, each step when nothing else waits, and keeps the
 * fastest if it is clearly faster than wasm and finds the same landmarks. All others are ended, also when
 * the signal aborts.
 * @throws the signal's reason, or what `measureAgain` throws.
 */
export async function tryBackends<T extends Trial>(options: TrialsOptions<T>): Promise<TrialsResult<T>> {
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
