import { useEffect, useState } from 'react'
import { openAndAnalyse, readSettings } from '../../media/open-file.ts'
import { useCurrentVideo } from '../../media/video/current-video.ts'
import { formatSmooth, parseSmooth, SMOOTH_KEY } from '../../media/video/video-settings.ts'
import type { AppController } from '../../state/app-controller.ts'
import { useQuery } from '../../state/query.ts'
import type { AppState } from '../../state/state.ts'
import { BackendInfo } from '../../ui/BackendInfo.tsx'
import { FilePicker } from '../../ui/FilePicker.tsx'
import { LayerFieldset } from '../../ui/LayerFieldset.tsx'
import { VariantPicker } from '../../ui/VariantPicker.tsx'
import { TEXT } from '../../ui/text.ts'
import { AnalysisProgress } from './AnalysisProgress.tsx'
import { SaveButtons } from './SaveButtons.tsx'
import { VideoPicture } from './VideoPicture.tsx'
import controlsStyles from '../../ui/controls.module.css'
import labStyles from '../../ui/lab.module.css'
import pictureStyles from '../../canvas/picture.module.css'
import videoStyles from './video.module.css'

interface Props {
  readonly app: AppController
  readonly state: AppState
  readonly dropping: boolean
}

/** Analyses each frame of a video file, plays it with its landmarks, and saves the table. */
export function Video({ app, state, dropping }: Props) {
  const { analysis, opening, failure } = useCurrentVideo()
  const [smooth, setSmooth] = useQuery(SMOOTH_KEY, false, parseSmooth, formatSmooth)
  const [notice, setNotice] = useState<string>()
  const { layers, loading } = state
  const isRunning = analysis?.phase === 'running'
  const isBusy = isRunning || opening !== undefined

  // Leaving the view returns the networks to the page; what was analysed stays.
  useEffect(() => () => analysis?.cancel(), [analysis])
  useEffect(() => setNotice(undefined), [analysis])

  const picker = (
    <FilePicker
      label={TEXT.video.choose}
      name={TEXT.video.file}
      accept="video/*,.mkv,.mov"
      onChoose={([file]) => void openAndAnalyse(app, file)}
    />
  )
  const alerts = [
    failure,
    analysis?.failure,
    notice,
    loading.phase === 'failed' ? loading.message : undefined,
  ]
  return (
    <div className={`${labStyles.lab} ${videoStyles.video}`}>
      <section className={videoStyles.stage} aria-label={TEXT.video.picture}>
        {analysis ? (
          <VideoPicture key={analysis.id} analysis={analysis} layers={layers} onError={setNotice} />
        ) : (
          <div className={videoStyles.empty}>
            <h2>{TEXT.video.emptyHeading}</h2>
            <p>{TEXT.video.empty}</p>
            {picker}
          </div>
        )}
        {opening && <p role="status">{TEXT.video.opening(opening)}</p>}
        {alerts.map(
          (alert) =>
            alert && (
              <p key={alert} role="alert" className={videoStyles.alert}>
                {alert}
                {alert === analysis?.failure && analysis.rows.length > 0 && ` ${TEXT.video.savable}`}
              </p>
            ),
        )}
        {dropping && <div className={pictureStyles.drop}>{TEXT.video.drop}</div>}
      </section>
      <aside className={controlsStyles.panel} aria-label={TEXT.shell.settings}>
        <h2>{TEXT.video.heading}</h2>
        {analysis && (
          <>
            {picker}
            <AnalysisProgress analysis={analysis} />
          </>
        )}
        {analysis && analysis.rows.length > 0 && !isRunning && (
          <SaveButtons analysis={analysis} layers={layers} onError={setNotice} />
        )}
        {analysis && !isRunning && (
          <button
            type="button"
            className={analysis.rows.length > 0 ? undefined : controlsStyles.primary}
            disabled={isBusy || loading.phase === 'failed'}
            onClick={() => void analysis.run(app, readSettings(app))}
          >
            {analysis.rows.length > 0 ? TEXT.video.analyseAgain : TEXT.video.analyse}
          </button>
        )}
        <LayerFieldset app={app} layers={layers} legend={TEXT.video.show} labels={TEXT.video.layers} />
        <VariantPicker app={app} state={state} />
        <label>
          <input type="checkbox" checked={smooth} onChange={({ target }) => setSmooth(target.checked)} />
          {TEXT.video.smooth}
        </label>
        <p className={controlsStyles.hint}>{TEXT.video.smoothHint}</p>
        <p className={controlsStyles.hint}>
          {TEXT.video.noteBefore} <code>npm run analyse</code>
        </p>
        <BackendInfo state={state} />
      </aside>
    </div>
  )
}
