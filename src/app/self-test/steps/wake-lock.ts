import { TEXT } from '../../ui/text.ts'
import { waitTelling, type Step } from '../step.ts'

const HELD_MS = 3000

/** Step that asks the browser to keep the screen on, holds that for three seconds and gives it back. */
export const testWakeLock: Step = async (context) => {
  if (!('wakeLock' in navigator)) return ['wake lock: this browser has none, or only on https pages']
  let lock: WakeLockSentinel
  try {
    lock = await navigator.wakeLock.request('screen')
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return [`wake lock: refused (${reason})`]
  }
  try {
    await waitTelling(HELD_MS, context, () => TEXT.selfTest.holding)
    return [lock.released ? 'wake lock: given, but taken back' : 'wake lock: given and held']
  } finally {
    await lock.release()
  }
}
