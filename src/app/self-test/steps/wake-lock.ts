import { TEXT } from '../../ui/text.ts'
import { waitTelling, type Step } from '../step.ts'

const HELD_MS = 3000

/** Step that asks the browser to keep the screen on, holds that for three seconds and gives it back. */
export const testWakeLock: Step = async (context) => {
  if (!('wakeLock' in navigator)) return [{ sentence: ({ selfTest }) => selfTest.findings.noWakeLock }]
  let lock: WakeLockSentinel
  try {
    lock = await navigator.wakeLock.request('screen')
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return [{ sentence: ({ selfTest }) => selfTest.findings.wakeLockRefused(reason) }]
  }
  try {
    await waitTelling(HELD_MS, context, () => TEXT.selfTest.holding)
    const { released } = lock
    return [{ sentence: ({ selfTest }) => selfTest.findings.wakeLock(released) }]
  } finally {
    await lock.release()
  }
}
