import { TEXT } from '../../ui/text.ts'
import { withCamera, type TrackedFrame } from '../camera-tracking.ts'
import type { Sentence } from '../finding.ts'
import { waitTelling, waitUntil, type Step } from '../step.ts'

/** Longest wait for the person, and the time watched after the turn. */
const PATIENCE_MS = 60_000
const WATCHED_MS = 4000

const formatSize = ({ width, height }: TrackedFrame) => `${width} × ${height}`

/** Turn of the screen, by the page's clock. */
export interface Turn {
  readonly at: number
  readonly from: string
  readonly to: string
}

/** Describes what a turn of the screen did to the camera's frames and to the landmarks. */
export function describeTurn(frames: readonly TrackedFrame[], { at, from, to }: Turn): Sentence {
  const before = frames.findLast((frame) => frame.at <= at)
  const after = frames.filter((frame) => frame.at > at)
  if (!before || after.length === 0) return ({ selfTest }) => selfTest.findings.turnedWithoutFrame(from, to)
  const changed = after.find((frame) => frame.width !== before.width || frame.height !== before.height)
  // Frames on their way when the screen turned are still those from before.
  const found = after.find((frame) => frame.hasFace && (!changed || frame.at >= changed.at))
  const share = Math.round((100 * after.filter(({ hasFace }) => hasFace).length) / after.length)
  return ({ selfTest: { findings } }) =>
    findings.turned(
      from,
      to,
      changed
        ? findings.frameTurned(formatSize(before), formatSize(changed), Math.round(changed.at - at))
        : findings.frameStayed(formatSize(before)),
      found ? findings.landmarksAfter(Math.round(found.at - at), share) : findings.noFaceAfter,
    )
}

/** Step that waits for the person to turn the device, and watches whether the frame turns and landmarks continue. */
export const testTurning: Step = async (context) => {
  if (!('orientation' in screen)) return [{ sentence: ({ selfTest }) => selfTest.findings.noOrientation }]
  const { orientation } = screen
  return withCamera(context.side, context.signal, async ({ frames, signal }) => {
    const from = orientation.type
    const isTurned = () => orientation.type !== from
    if (!(await waitUntil(isTurned, PATIENCE_MS, { ...context, signal }, TEXT.selfTest.turn)))
      return [{ sentence: ({ selfTest }) => selfTest.findings.notTurned }]
    const turn = { at: performance.now(), from, to: orientation.type }
    await waitTelling(WATCHED_MS, { ...context, signal }, () => TEXT.selfTest.turned)
    return [{ sentence: describeTurn(frames, turn) }]
  })
}
