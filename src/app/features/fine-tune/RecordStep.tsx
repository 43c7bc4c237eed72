import type { AppState } from '../../state/state.ts'
import type { AppController } from '../../state/app-controller.ts'
import { TrainingProgress } from './TrainingProgress.tsx'
import { RECORDED_FRAMES } from './recorder.ts'
import type { TuneSession } from './session.ts'
import type { TuneState } from './tune-state.ts'

interface Props {
  readonly app: AppController
  readonly state: AppState
  readonly session: TuneSession
  readonly tune: TuneState
}

/** From the camera to frames in memory. */
export function RecordStep({ app, state, session, tune }: Props) {
  const { task, frames } = tune
  const live = state.picture === 'camera'
  if (task?.kind === 'recording') {
    return (
      <fieldset>
        <legend>1 Record</legend>
        <p className="hint">Turn your head slowly, look up and down, open and close your mouth.</p>
        <TrainingProgress task={task} end="Stop here" onEnd={session.stopRecording} />
      </fieldset>
    )
  }
  return (
    <fieldset>
      <legend>1 Record</legend>
      <div className="actions">
        <button
          type="button"
          className={frames.length === 0 && !live ? 'primary' : undefined}
          onClick={() => (live ? app.close() : session.startCamera(state.camera))}
        >
          {live ? 'Stop camera' : 'Start camera'}
        </button>
        <button
          type="button"
          className={live ? 'primary' : undefined}
          disabled={!live || Boolean(task)}
          onClick={session.record}
        >
          {frames.length > 0 ? 'Record anew' : `Record ${RECORDED_FRAMES} frames`}
        </button>
        {frames.length > 0 && (
          <button type="button" disabled={Boolean(task)} onClick={session.discard}>
            Discard these {frames.length}
          </button>
        )}
      </div>
      <p className="hint">
        {frames.length > 0
          ? `${frames.length} frames in this tab’s memory: until you discard them, or reload or close the page.`
          : 'About ten seconds of your face, in this tab’s memory alone.'}
      </p>
    </fieldset>
  )
}
