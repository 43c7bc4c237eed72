/** Keeps the screen on; undefined where the browser cannot, or refuses. */
export async function keepScreenOn(): Promise<WakeLockSentinel | undefined> {
  if (!('wakeLock' in navigator)) return undefined
  return navigator.wakeLock.request('screen').catch(() => undefined)
}
