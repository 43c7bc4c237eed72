import { TEXT } from '../../ui/text.ts'
import { withCamera } from '../camera-tracking.ts'
import { formatDelays, StepFailure } from '../finding.ts'
import { computePercentiles } from '../percentiles.ts'
import { waitTelling, type CameraSide, type Step } from '../step.ts'

const DURATION_MS = 5000

/** Step that tracks the faces of a camera for five seconds. */
export const testCamera =
  (side: CameraSide): Step =>
  (context) =>
    withCamera(side, context.signal, async ({ backend, frames, track, signal }) => {
      await waitTelling(DURATION_MS, { ...context, signal }, () => TEXT.selfTest.cameraRunning)
      if (frames.length === 0) throw new StepFailure(({ selfTest }) => selfTest.noPicture)
      const delays = computePercentiles(frames.map(({ delay }) => delay))
      const withFace = frames.filter(({ hasFace }) => hasFace).length / frames.length
      const { width, height } = frames[frames.length - 1]!
      const rate = frames.length / (DURATION_MS / 1000)
      const { facingMode } = track.getSettings()
      const share = Math.round(100 * withFace)
      return [
        {
          sentence: ({ selfTest: { findings } }, write) =>
            findings.camera(
              findings.names[side === 'user' ? 'front' : 'rear'],
              facingMode !== undefined,
              `${width} × ${height}`,
              write(rate, 1),
              backend,
              formatDelays(delays, write),
              share,
            ),
        },
      ]
    })
