/** Error of a step that exceeded its deadline. */
export class DeadlineError extends Error {}

/**
 * Waits for a promise, but at most `ms` milliseconds or until the signal aborts.
 * @throws DeadlineError with a clause as message after that time, or the signal's reason.
 */
export async function withDeadline<T>(promise: Promise<T>, ms: number, signal?: AbortSignal): Promise<T> {
  let release = () => {}
  const ended = new Promise<never>((_, reject) => {
    const onAbort = () => reject(signal?.reason as Error)
    const onTime = () => reject(new DeadlineError(`did not answer within ${ms / 1000} s`))
    const timer = Number.isFinite(ms) ? setTimeout(onTime, ms) : undefined
    signal?.addEventListener('abort', onAbort)
    if (signal?.aborted) onAbort()
    release = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
  })
  try {
    return await Promise.race([ended, promise])
  } finally {
    release()
  }
}
