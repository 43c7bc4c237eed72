import { poster } from 'virtual:sample-clip-poster'
import { ImageViewer } from '../../canvas/ImageViewer.tsx'
import { StatsLine } from '../../canvas/StatsLine.tsx'
import { mediaSources } from '../../media/media-sources.ts'
import { useAppState } from '../../state/store.ts'
import { TourButton } from '../../ui/TourButton.tsx'
import { TEXT } from '../../ui/text.ts'
import stageStyles from './stage.module.css'

/**
 * Picture of Live and Compare. Before the visitor's own picture it shows the sample clip with a sentence about the page;
 * the clip's first frame is there from the start.
 */
export function Stage({ dropping }: { readonly dropping: boolean }) {
  const picture = useAppState((state) => state.picture)
  const isPaused = useAppState((state) => state.isPaused)
  const phase = useAppState(({ loading }) => loading.phase)
  const busy = useAppState((state) => state.busy)
  const view = useAppState(({ options }) => options.view)
  const isFirstScreen = view === 'single' && (picture === 'none' || picture === 'clip')
  return (
    <div className={stageStyles.stage}>
      {isFirstScreen && (
        <div className={stageStyles.lead}>
          <p>{TEXT.live.whatThisIs}</p>
          <TourButton />
        </div>
      )}
      <div className={stageStyles.viewer}>
        <ImageViewer dropping={dropping}>
          <img className={stageStyles.poster} src={poster} alt="" />
          <p className={stageStyles.invitation}>{TEXT.media.empty}</p>
          {phase === 'ready' && !busy && (
            <button
              type="button"
              className={stageStyles.play}
              onClick={() => void mediaSources.startClip({ asked: true })}
            >
              {TEXT.media.playClip}
            </button>
          )}
        </ImageViewer>
      </div>
      <div className={stageStyles.foot}>
        <StatsLine />
        {picture === 'clip' && (
          <button type="button" className={stageStyles.toggle} onClick={mediaSources.toggleClip}>
            {isPaused ? TEXT.media.resumeClip : TEXT.media.pauseClip}
          </button>
        )}
      </div>
    </div>
  )
}
