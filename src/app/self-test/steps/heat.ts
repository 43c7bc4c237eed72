import { TEXT } from '../../ui/text.ts'
import { withCamera } from '../camera-tracking.ts'
import { formatDelays, StepFailure, type Finding, type Sentence } from '../finding.ts'
import { describeTrend, summarizeWindow, type Window } from '../heat-trend.ts'
import { wait, type Step } from '../step.ts'
import { keepScreenOn } from '../wake-lock.ts'

/** Length of a part in minutes; a short run has four parts. */
const PART = 0.5
const LEAST_PARTS = 4

const describeWindow = ({ from, to, rate, delay }: Window): Finding => ({
  sentence: ({ selfTest: { findings } }, write) =>
    findings.window(write(from, 1), write(to, 1), write(rate, 1), formatDelays(delay, write)),
  isDetail: true,
})

/** Step that tracks a camera's faces for minutes, and compares the times of each half minute. */
export const testHeat: Step = async (context) => {
  const { side, minutes, tell } = context
  const part = Math.min(PART, minutes / LEAST_PARTS)
  const count = Math.max(1, Math.round(minutes / part))
  const windows: Window[] = []
  const lock = await keepScreenOn()
  try {
    const backend = await withCamera(side, context.signal, async ({ backend, frames, signal }) => {
      const start = performance.now()
      const passed = () => (performance.now() - start) / 60_000
      let taken = 0
      while (windows.length < count) {
        const from = passed()
        const end = (windows.length + 1) * part
        while (passed() < end) {
          tell(passed() / minutes, TEXT.selfTest.heating(passed(), minutes, windows.at(-1)?.delay.p50))
          try {
            await wait(Math.min(500, (end - passed()) * 60_000), signal)
          } catch (error) {
            // Ended early by the person: what was measured so far counts.
            if (context.signal.aborted && windows.length > 0) return backend
            throw error
          }
        }
        const delays = frames.slice(taken).map(({ delay }) => delay)
        taken = frames.length
        if (delays.length === 0) throw new StepFailure(({ selfTest }) => selfTest.noPicture)
        windows.push(summarizeWindow(delays, from, passed()))
      }
      return backend
    })
    const lasted = windows[windows.length - 1]!.to
    const trend = describeTrend(windows)
    const sentence: Sentence = (text, write) =>
      text.selfTest.findings.heat(write(lasted, 1), backend, windows.length < count, trend(text, write))
    return [{ sentence }, ...windows.map(describeWindow)]
  } finally {
    await lock?.release()
  }
}
