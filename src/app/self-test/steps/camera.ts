import { TEXT } from '../../ui/text.ts'
import { withCamera } from '../camera-tracking.ts'
import { computePercentiles } from '../percentiles.ts'
import { waitTelling, type CameraSide, type Step } from '../step.ts'

const DURATION_MS = 5000

/** Step that tracks the faces of a camera for five seconds. */
export const testCamera =
  (side: CameraSide): Step =>
  (context) =>
    withCamera(side, context.signal, async ({ backend, frames, track, signal }) => {
      await waitTelling(DURATION_MS, { ...context, signal }, () => TEXT.selfTest.cameraRunning)
      if (frames.length === 0) throw new Error(TEXT.selfTest.noPicture)
      const { p50, p95, p99 } = computePercentiles(frames.map(({ delay }) => delay))
      const withFace = frames.filter(({ hasFace }) => hasFace).length / frames.length
      const { width, height } = frames[frames.length - 1]!
      const rate = frames.length / (DURATION_MS / 1000)
      const { facingMode } = track.getSettings()
      const name = side === 'user' ? 'front' : 'rear'
      return [
        `${name} camera${facingMode ? '' : ' (the browser does not tell its side)'}: ${width} × ${height}, ${rate.toFixed(1)} frames/s on ${backend}, delay p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)} ms, a face in ${Math.round(100 * withFace)}%`,
      ]
    })
