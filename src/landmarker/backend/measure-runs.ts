/** Median of the counted runs, warm-up left out. */
export interface RunMeasurement {
  readonly medianMs: number
  /** Number of counted runs, at least 1. */
  readonly runs: number
}

export interface MeasuringOptions {
  /** Most milliseconds that all runs may take together, warm-up included; pauses in between do not count. */
  readonly budgetMs?: number
  readonly warmUpRuns?: number
  readonly maxRuns?: number
  /** Clock in milliseconds. */
  readonly now?: () => number
  /** Waits between two runs, so that other work gets its turn. */
  readonly pause?: () => Promise<void>
}

const BUDGET_MS = 2000
/** First runs, in which shaders are compiled and buffers made. */
const WARM_UP_RUNS = 5
/** Runs after which the median does not get better enough to go on. */
const MAX_RUNS = 60

/** A task of its own: messages and timers that wait come first. */
const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve))

/**
 * Measures an asynchronous run again and again. Ends after `maxRuns` counted runs or when the budget is
 * spent; a run under way is never cut off, so the last one may exceed it. Warm-up gets half of the budget
 * at most, and at least one run.
 * @throws Error with half a sentence if the budget is spent before a run could be counted.
 */
export async function measureRuns(
  run: () => Promise<void>,
  options: MeasuringOptions = {},
): Promise<RunMeasurement> {
  const { budgetMs = BUDGET_MS, warmUpRuns = WARM_UP_RUNS, maxRuns = MAX_RUNS } = options
  const { now = () => performance.now(), pause = nextTask } = options
  let spent = 0
  const time = async () => {
    const began = now()
    await run()
    const took = now() - began
    spent += took
    await pause()
    return took
  }
  for (let i = 0; i < Math.max(1, warmUpRuns) && (i === 0 || spent < budgetMs / 2); i++) await time()
  const times: number[] = []
  while (times.length < maxRuns && spent < budgetMs) times.push(await time())
  if (times.length === 0) throw new Error(`its first runs took ${(spent / 1000).toFixed(1)} s`)
  return { medianMs: computeMedian(times), runs: times.length }
}

function computeMedian(values: readonly number[]): number {
  const sorted = values.toSorted((p, q) => p - q)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
