import { useEffect, useState } from 'react'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import { openAndAnalyse, readSettings } from '../../media/open-file.ts'
import { fetchSampleClip } from '../../media/sample-clip.ts'
import { closeVideo, useCurrentVideo } from '../../media/video/current-video.ts'
import { setSettings, useSettings } from '../../state/change-address.ts'
import { useAppState } from '../../state/store.ts'
import { BackendInfo } from '../../ui/BackendInfo.tsx'
import { Explained } from '../../ui/glossary/Explained.tsx'
import { FilePicker } from '../../ui/FilePicker.tsx'
import { LayerFieldset } from '../../ui/LayerFieldset.tsx'
import { EmptyBox } from '../../ui/EmptyBox.tsx'
import { ControlGroup } from '../../ui/ControlGroup.tsx'
import { Presets } from '../../ui/Presets.tsx'
import { VariantPicker } from '../../ui/VariantPicker.tsx'
import { Sentence } from '../../ui/Sentence.tsx'
import { TEXT } from '../../ui/text.ts'
import { AnalysisProgress } from './AnalysisProgress.tsx'
import { MeasuresPreview } from './MeasuresPreview.tsx'
import { RecordCamera } from './RecordCamera.tsx'
import { SaveButtons } from './SaveButtons.tsx'
import { VideoPicture } from './VideoPicture.tsx'
import controlsStyles from '../../ui/controls.module.css'
import labStyles from '../../ui/lab.module.css'
import pictureStyles from '../../canvas/picture.module.css'
import videoStyles from './video.module.css'

/** Analyses each frame of a video file, plays it with its landmarks, and saves the table. */
export function Video({ dropping }: { readonly dropping: boolean }) {
  const { analysis, opening, failure, progress } = useCurrentVideo()
  const { smooth } = useSettings('video')
  const [notice, setNotice] = useState<string>()
  const [isRecording, setRecording] = useState(false)
  const layers = useAppState((state) => state.layers)
  const loading = useAppState((state) => state.loading)
  const isRunning = progress.phase === 'running'
  const isBusy = isRunning || opening !== undefined

  // Leaving the view returns the networks to the page; what was analysed stays.
  useEffect(() => () => analysis?.cancel(), [analysis])
  useEffect(() => setNotice(undefined), [analysis])

  const record = () => {
    setNotice(undefined)
    setRecording(true)
  }
  const openSample = async () => {
    setNotice(undefined)
    try {
      const clip = await fetchSampleClip()
      await openAndAnalyse(new File([clip], TEXT.video.sampleName, { type: clip.type }))
    } catch (error) {
      setNotice(TEXT.video.sampleFailed(getErrorMessage(error)))
    }
  }
  const picker = (
    <div className={videoStyles.recordButtons}>
      <FilePicker
        label={TEXT.video.choose}
        name={TEXT.video.file}
        accept="video/*,.mkv,.mov"
        onChoose={([file]) => void openAndAnalyse(file)}
      />
      <button type="button" disabled={isBusy} onClick={record}>
        {TEXT.video.record}
      </button>
      {analysis && (
        <button type="button" onClick={closeVideo}>
          {TEXT.video.close}
        </button>
      )}
    </div>
  )
  const alerts = [failure, progress.failure, notice, loading.phase === 'failed' ? loading.message : undefined]
  return (
    <div className={`${labStyles.lab} ${videoStyles.video}`}>
      <section className={videoStyles.stage} aria-label={TEXT.video.picture}>
        {isRecording ? (
          <RecordCamera onClose={() => setRecording(false)} onError={setNotice} />
        ) : analysis ? (
          <VideoPicture key={analysis.id} analysis={analysis} layers={layers} onError={setNotice} />
        ) : (
          <EmptyBox heading={TEXT.video.emptyHeading} picture={<MeasuresPreview />}>
            <p>
              <Explained text={TEXT.video.empty} />
            </p>
            {picker}
            <button type="button" disabled={isBusy} onClick={() => void openSample()}>
              {TEXT.video.sample}
            </button>
          </EmptyBox>
        )}
        {opening && <p role="status">{TEXT.video.opening(opening)}</p>}
        {alerts.map(
          (alert) =>
            alert && (
              <p key={alert} role="alert" className={videoStyles.alert}>
                {TEXT.fromData(alert)}
                {alert === progress.failure && progress.rows > 0 && ` ${TEXT.video.savable}`}
              </p>
            ),
        )}
        {dropping && <div className={pictureStyles.drop}>{TEXT.video.drop}</div>}
      </section>
      <aside className={controlsStyles.panel} aria-label={TEXT.shell.settings}>
        <h2>{TEXT.video.heading}</h2>
        <Presets view="video" />
        {analysis && !isRecording && (
          <>
            {picker}
            <AnalysisProgress analysis={analysis} />
          </>
        )}
        {analysis && progress.canContinue && !isRunning && (
          <button
            type="button"
            className={controlsStyles.primary}
            disabled={isBusy || loading.phase === 'failed'}
            onClick={() => void analysis.continue()}
          >
            {TEXT.video.continue}
          </button>
        )}
        <ControlGroup name="save">
          {analysis && progress.rows > 0 && !isRunning && (
            <SaveButtons analysis={analysis} layers={layers} onError={setNotice} />
          )}
        </ControlGroup>
        {analysis && !isRunning && (
          <button
            type="button"
            className={progress.rows > 0 ? undefined : controlsStyles.primary}
            disabled={isBusy || loading.phase === 'failed'}
            onClick={() => void analysis.run(readSettings())}
          >
            {progress.rows > 0 ? TEXT.video.analyseAgain : TEXT.video.analyse}
          </button>
        )}
        <ControlGroup name="drawing">
          <LayerFieldset legend={TEXT.video.show} labels={TEXT.video.layers} />
        </ControlGroup>
        <ControlGroup name="variants">
          <VariantPicker />
        </ControlGroup>
        <ControlGroup name="smoothing">
          <label>
            <input
              type="checkbox"
              checked={smooth}
              onChange={({ target }) => setSettings('video', { smooth: target.checked })}
            />
            {TEXT.video.smooth}
          </label>
          <p className={controlsStyles.hint}>
            <Explained text={TEXT.video.smoothHint} />
          </p>
        </ControlGroup>
        <p className={controlsStyles.hint}>
          <Sentence text={TEXT.video.note} parts={{ command: <code>npm run analyse</code> }} />
        </p>
        <BackendInfo />
      </aside>
    </div>
  )
}
