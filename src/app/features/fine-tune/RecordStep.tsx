import { mediaSources } from '../../media/media-sources.ts'
import { useAppState } from '../../state/store.ts'
import { TrainingProgress } from './TrainingProgress.tsx'
import { RECORDED_FRAMES } from './recorder.ts'
import type { TuneSession } from './session.ts'
import type { TuneState } from './tune-state.ts'
import { TEXT } from '../../ui/text.ts'
import controlsStyles from '../../ui/controls.module.css'
import tuneStyles from './tune.module.css'

interface Props {
  readonly session: TuneSession
  readonly tune: TuneState
}

/** Records camera frames into memory. */
export function RecordStep({ session, tune }: Props) {
  const camera = useAppState((state) => state.camera)
  const live = useAppState(({ picture }) => picture === 'camera')
  const { task, frames } = tune
  if (task?.kind === 'recording') {
    return (
      <fieldset data-tour="record">
        <legend>{TEXT.fineTune.record.legend}</legend>
        <p className={controlsStyles.hint}>{TEXT.fineTune.record.instructions}</p>
        <TrainingProgress task={task} end={TEXT.fineTune.record.stop} onEnd={session.stopRecording} />
      </fieldset>
    )
  }
  return (
    <fieldset data-tour="record">
      <legend>{TEXT.fineTune.record.legend}</legend>
      <div className={`${controlsStyles.actions} ${tuneStyles.stepActions}`}>
        <button
          type="button"
          className={frames.length === 0 && !live ? controlsStyles.primary : undefined}
          onClick={() => (live ? mediaSources.close() : session.startCamera(camera))}
        >
          {live ? TEXT.media.stopCamera : TEXT.media.startCamera}
        </button>
        <button
          type="button"
          className={live ? controlsStyles.primary : undefined}
          disabled={!live || Boolean(task)}
          onClick={session.record}
        >
          {frames.length > 0 ? TEXT.fineTune.record.again : TEXT.fineTune.record.start(RECORDED_FRAMES)}
        </button>
        {frames.length > 0 && (
          <button type="button" disabled={Boolean(task)} onClick={session.discard}>
            {TEXT.fineTune.record.discard(frames.length)}
          </button>
        )}
      </div>
      <p className={controlsStyles.hint}>
        {frames.length > 0 ? TEXT.fineTune.record.stored(frames.length) : TEXT.fineTune.record.note}
      </p>
    </fieldset>
  )
}
