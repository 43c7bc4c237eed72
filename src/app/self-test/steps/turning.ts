import { TEXT } from '../../ui/text.ts'
import { withCamera, type TrackedFrame } from '../camera-tracking.ts'
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
export function describeTurn(frames: readonly TrackedFrame[], { at, from, to }: Turn): string {
  const before = frames.findLast((frame) => frame.at <= at)
  const after = frames.filter((frame) => frame.at > at)
  const turn = `turned from ${from} to ${to}`
  if (!before || after.length === 0) return `${turn}: no frame came after it`
  const changed = after.find((frame) => frame.width !== before.width || frame.height !== before.height)
  const size = changed
    ? `the frame turned from ${formatSize(before)} to ${formatSize(changed)} after ${Math.round(changed.at - at)} ms`
    : `the frame stayed ${formatSize(before)}`
  // Frames on their way when the screen turned are still those from before.
  const found = after.find((frame) => frame.hasFace && (!changed || frame.at >= changed.at))
  const share = Math.round((100 * after.filter(({ hasFace }) => hasFace).length) / after.length)
  return found
    ? `${turn}: ${size}; landmarks ${Math.round(found.at - at)} ms after the turn, a face in ${share}% of the frames since`
    : `${turn}: ${size}; no face was found any more`
}

/** Step that waits for the person to turn the device, and watches whether the frame turns and landmarks continue. */
export const testTurning: Step = async (context) => {
  if (!('orientation' in screen)) return ['turning: this browser does not tell how the screen is held']
  const { orientation } = screen
  return withCamera(context.side, context.signal, async ({ frames, signal }) => {
    const from = orientation.type
    const isTurned = () => orientation.type !== from
    if (!(await waitUntil(isTurned, PATIENCE_MS, { ...context, signal }, TEXT.selfTest.turn)))
      return [
        'turning: the screen did not turn in a minute: it is locked, or this device has no other way up',
      ]
    const turn = { at: performance.now(), from, to: orientation.type }
    await waitTelling(WATCHED_MS, { ...context, signal }, () => TEXT.selfTest.turned)
    return [describeTurn(frames, turn)]
  })
}
