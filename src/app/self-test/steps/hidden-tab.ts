import { TEXT } from '../../ui/text.ts'
import { withCamera, type TrackedFrame } from '../camera-tracking.ts'
import type { Sentence } from '../finding.ts'
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
export function describeAbsence(frames: readonly TrackedFrame[], { from, to }: Absence): Sentence {
  const meanwhile = frames.filter(({ at }) => at > from + ARRIVING_MS && at <= to).length
  const next = frames.find(({ at }) => at > to)
  return ({ selfTest: { findings } }, write) =>
    findings.hidden(
      write((to - from) / 1000, 1),
      findings.trackedMeanwhile(meanwhile),
      next ? findings.resumed(Math.round(next.at - to)) : findings.notResumed,
    )
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
        return [{ sentence: ({ selfTest }) => selfTest.findings.neverHidden }]
      const isBack = () => changes.length > 1 && !isHidden()
      if (!(await waitUntil(isBack, AWAY_MS, watched, TEXT.selfTest.comeBack)))
        return [{ sentence: ({ selfTest }) => selfTest.findings.hiddenTooLong }]
      await waitTelling(WATCHED_MS, watched, () => TEXT.selfTest.watching)
      const [from, to] = [changes[0]!, changes[changes.length - 1]!]
      const absence = describeAbsence(frames, { from, to })
      const { readyState, muted } = track
      const sentence: Sentence = (text, write) =>
        text.selfTest.findings.withCamera(absence(text, write), readyState === 'live', muted)
      return [{ sentence }]
    } finally {
      document.removeEventListener('visibilitychange', note)
    }
  })
