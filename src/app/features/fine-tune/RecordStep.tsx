import type { StudioState } from '../../state/state.ts'
import type { Studio } from '../../state/studio.ts'
import { Progress } from './Progress.tsx'
import { FRAMES } from './recorder.ts'
import type { TuneSession } from './session.ts'
import type { TuneState } from './tune-state.ts'

interface Props {
  readonly studio: Studio
  readonly state: StudioState
  readonly session: TuneSession
  readonly tune: TuneState
}

/** From the camera to frames in memory. */
export function RecordStep({ studio, state, session, tune }: Props) {
  const { work, frames } = tune
  const live = state.picture === 'camera'
  if (work?.kind === 'recording') {
    return (
      <fieldset>
        <legend>1 Record</legend>
        <p className="hint">Turn your head slowly, look up and down, open and close your mouth.</p>
        <Progress work={work} end="Stop here" onEnd={session.stopRecording} />
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
          onClick={() => (live ? studio.close() : session.startCamera(state.camera))}
        >
          {live ? 'Stop camera' : 'Start camera'}
        </button>
        <button
          type="button"
          className={live ? 'primary' : undefined}
          disabled={!live || Boolean(work)}
          onClick={session.record}
        >
          {frames.length > 0 ? 'Record anew' : `Record ${FRAMES} frames`}
        </button>
        {frames.length > 0 && (
          <button type="button" disabled={Boolean(work)} onClick={session.discard}>
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
