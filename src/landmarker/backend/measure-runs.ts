import { computeMedian } from '../median.ts'

/** Median time of the counted runs, without warm-up. */
export interface RunMeasurement {
  readonly medianMs: number
  /** Number of counted runs, at least 1. */
  readonly runs: number
}

export interface MeasuringOptions {
  /** Maximum total time of all runs in milliseconds, including warm-up but not the pauses in between. */
  readonly budgetMs?: number
  readonly warmUpRuns?: number
  readonly maxRuns?: number
  /** Clock in milliseconds. */
  readonly now?: () => number
  /** Pauses between two runs, so that other tasks can run. */
  readonly pause?: () => Promise<void>
}

const BUDGET_MS = 2000
/** Number of first runs that are not counted: they compile shaders and allocate buffers. */
const WARM_UP_RUNS = 5
/** Number of runs after which the median hardly improves. */
const MAX_RUNS = 60

/** Waits for a new task, so that pending messages and timers are handled first. */
const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve))

/**
 * Measures the median time of an asynchronous run. Ends after `maxRuns` counted runs or when the budget is spent; a run
 * is never interrupted, so the last one may exceed the budget. Warm-up takes at least one run, and at most half of the
 * budget before its last run.
 * @throws Error with a clause as message if the budget is spent before a run could be counted.
 */
export async function measureRuns(
  run: () => Promise<void>,
  options: MeasuringOptions = {},
): Promise<RunMeasurement> {
  const { budgetMs = BUDGET_MS, warmUpRuns = WARM_UP_RUNS, maxRuns = MAX_RUNS } = options
  const { now = () => performance.now(), pause = nextTask } = options
  let spent = 0
  const time = async () => {
    const startedAt = now()
    await run()
    const elapsed = now() - startedAt
    spent += elapsed
    await pause()
    return elapsed
  }
  for (let i = 0; i < Math.max(1, warmUpRuns) && (i === 0 || spent < budgetMs / 2); i++) await time()
  const times: number[] = []
  while (times.length < maxRuns && spent < budgetMs) times.push(await time())
  const medianMs = computeMedian(times)
  if (medianMs === undefined) throw new Error(`its first runs took ${(spent / 1000).toFixed(1)} s`)
  return { medianMs, runs: times.length }
}
