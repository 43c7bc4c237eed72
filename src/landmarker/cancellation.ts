/** Waits for one task, in which messages that have arrived are handled. */
function waitForMessages(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}

/**
 * Ends work that has been cancelled: lets the message arrive that aborts `signal`, then throws its reason. Without a
 * signal the work cannot be cancelled, and nothing is waited for.
 */
export async function checkCancelled(signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return
  await waitForMessages()
  signal.throwIfAborted()
}

/** Settles as `promise`, or rejects with the signal's reason as soon as it is aborted. */
export async function rejectOnAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  let abort: (() => void) | undefined
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error)
    signal.addEventListener('abort', abort)
    if (signal.aborted) abort()
  })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    if (abort) signal.removeEventListener('abort', abort)
  }
}

const isFrame = (item: Transferable): item is ImageBitmap | VideoFrame =>
  ('ImageBitmap' in globalThis && item instanceof ImageBitmap) ||
  ('VideoFrame' in globalThis && item instanceof VideoFrame)

/** Closes the frames of a list of objects that were to be transferred but were not. */
export function closeFrames(transfer: readonly Transferable[]): void {
  for (const item of transfer) if (isFrame(item)) item.close()
}
