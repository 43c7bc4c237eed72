import { ImageViewer } from '../../canvas/ImageViewer.tsx'
import type { AppState } from '../../state/state.ts'
import type { AppController } from '../../state/app-controller.ts'
import { TEXT } from '../../ui/text.ts'
import stageStyles from './stage.module.css'

interface Props {
  readonly app: AppController
  readonly state: AppState
  readonly dropping: boolean
}

/** Picture of Live and Compare; before the visitor's own one, the sample clip with a sentence about the page. */
export function Stage({ app, state, dropping }: Props) {
  const { picture, isPaused, loading, busy, options } = state
  const isFirstScreen = options.view === 'single' && (picture === 'none' || picture === 'clip')
  return (
    <div className={stageStyles.stage}>
      {isFirstScreen && <p className={stageStyles.lead}>{TEXT.live.whatThisIs}</p>}
      <div className={stageStyles.viewer}>
        <ImageViewer app={app} state={state} dropping={dropping}>
          <p>{TEXT.media.emptyLive}</p>
          {loading.phase === 'ready' && !busy && (
            <button
              type="button"
              className={stageStyles.play}
              onClick={() => void app.startClip({ asked: true })}
            >
              {TEXT.media.playClip}
            </button>
          )}
        </ImageViewer>
        {picture === 'clip' && (
          <button type="button" className={stageStyles.toggle} onClick={app.toggleClip}>
            {isPaused ? TEXT.media.resumeClip : TEXT.media.pauseClip}
          </button>
        )}
      </div>
    </div>
  )
}
