import { TEXT } from '../../ui/text.ts'
import { withCamera, type TrackedFrame } from '../camera-tracking.ts'
import { waitTelling, waitUntil, type Step } from '../step.ts'

/** Longest waits for the person, and the time watched after the return. */
const PATIENCE_MS = 60_000
const AWAY_MS = 300_000
const WATCHED_MS = 3000
/** Frames that were on their way when the tab was hidden still arrive. */
const ARRIVING_MS = 300

/** Time for which the tab was hidden, by the page's clock. */
export interface Absence {
  readonly from: number
  readonly to: number
}

/** Describes what hiding the tab did to the camera's frames. */
export function describeAbsence(frames: readonly TrackedFrame[], { from, to }: Absence): string {
  const meanwhile = frames.filter(({ at }) => at > from + ARRIVING_MS && at <= to).length
  const next = frames.find(({ at }) => at > to)
  const stopped = meanwhile === 0 ? 'tracking stopped' : `${meanwhile} frames were tracked meanwhile`
  const resumed = next
    ? `resumed ${Math.round(next.at - to)} ms after the return`
    : 'did not resume after the return'
  return `hidden tab: hidden for ${((to - from) / 1000).toFixed(1)} s, ${stopped}, ${resumed}`
}

const isHidden = () => document.visibilityState === 'hidden'

/** Step that waits for the person to hide the tab and to come back, and watches whether tracking stops and resumes. */
export const testHiddenTab: Step = (context) =>
  withCamera(context.side, context.signal, async ({ frames, track, signal }) => {
    const changes: number[] = []
    const note = () => changes.push(performance.now())
    document.addEventListener('visibilitychange', note)
    try {
      const watched = { ...context, signal }
      if (
        !(await waitUntil(() => changes.length > 0 || isHidden(), PATIENCE_MS, watched, TEXT.selfTest.hide))
      )
        return ['hidden tab: it was not hidden in a minute, or this browser does not tell']
      const isBack = () => changes.length > 1 && !isHidden()
      if (!(await waitUntil(isBack, AWAY_MS, watched, TEXT.selfTest.comeBack)))
        return ['hidden tab: it was hidden for more than five minutes']
      await waitTelling(WATCHED_MS, watched, () => TEXT.selfTest.watching)
      const [from, to] = [changes[0]!, changes[changes.length - 1]!]
      const line = describeAbsence(frames, { from, to })
      return [`${line}; the camera is ${track.readyState}${track.muted ? ' and muted' : ''}`]
    } finally {
      document.removeEventListener('visibilitychange', note)
    }
  })
