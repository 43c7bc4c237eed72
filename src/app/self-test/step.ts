import type { Finding } from './finding.ts'

/** Camera to test: front or rear. */
export type CameraSide = 'user' | 'environment'

/** Context that a step is given. */
export interface StepContext {
  /** Camera of the steps that are not about one of them. */
  readonly side: CameraSide
  /** Length of the run that looks for slowing down by heat. */
  readonly minutes: number
  /** Aborted when the step is skipped or the test cancelled. */
  readonly signal: AbortSignal
  /** Tells how far the step is, from 0 to 1, and what it does or waits for. */
  readonly tell: (fraction: number, note: string) => void
}

/**
 * Step of the test of cameras and phones. Gives what it found, also for a device that lacks what it tests.
 * @throws the signal's reason; errors of the camera and the landmarker.
 */
export type Step = (context: StepContext) => Promise<readonly Finding[]>

/** Waits some milliseconds, or rejects with the signal's reason. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error)
    const end = () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end)
      resolve()
    }, ms)
    signal.addEventListener('abort', end, { once: true })
  })
}

/** Waits some milliseconds and tells how far the wait is. */
export async function waitTelling(
  ms: number,
  { signal, tell }: Pick<StepContext, 'signal' | 'tell'>,
  describe: (fraction: number) => string,
): Promise<void> {
  const start = performance.now()
  for (let passed = 0; passed < ms; passed = performance.now() - start) {
    tell(passed / ms, describe(passed / ms))
    await wait(Math.min(250, ms - passed), signal)
  }
}

/** Waits until something is the case; false if it still is not after these milliseconds. */
export async function waitUntil(
  isSo: () => boolean,
  ms: number,
  context: Pick<StepContext, 'signal' | 'tell'>,
  note: string,
): Promise<boolean> {
  const start = performance.now()
  for (let passed = 0; passed < ms; passed = performance.now() - start) {
    if (isSo()) return true
    context.tell(passed / ms, note)
    await wait(100, context.signal)
  }
  return isSo()
}
