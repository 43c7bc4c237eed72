import { useEffect, useRef, useState } from 'react'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { VideoAnalysis } from '../../media/video/video-analysis.ts'
import { TEXT } from '../../ui/text.ts'
import type { VideoLayers } from './draw-frame.ts'
import controlsStyles from '../../ui/controls.module.css'
import videoStyles from './video.module.css'

interface Props {
  readonly analysis: VideoAnalysis
  readonly layers: VideoLayers
  readonly onError: (message: string | undefined) => void
}

/** Buttons that save what was analysed: as a table, as JSON lines, and as a video with the landmarks drawn on it. */
export function SaveButtons({ analysis, layers, onError }: Props) {
  const [share, setShare] = useState<number>()
  const abort = useRef<AbortController>(undefined)
  useEffect(() => () => abort.current?.abort(), [])

  // Loaded when needed: it comes with the muxer.
  const save = async (work: (saving: typeof import('./save-video.ts')) => void | Promise<void>) => {
    onError(undefined)
    try {
      await work(await import('./save-video.ts'))
    } catch (error) {
      if (!abort.current?.signal.aborted) onError(TEXT.video.notSaved(getErrorMessage(error)))
    }
  }
  const writeVideo = async () => {
    const { signal } = (abort.current = new AbortController())
    setShare(0)
    await save(({ saveVideo }) =>
      saveVideo(analysis, layers, (done) => setShare(Math.floor(100 * done) / 100), signal),
    )
    setShare(undefined)
    abort.current = undefined
  }
  return (
    <div className={videoStyles.save} role="group" aria-label={TEXT.video.save}>
      <span>{TEXT.video.save}</span>
      <button
        type="button"
        className={controlsStyles.primary}
        onClick={() => void save(({ saveTable }) => saveTable(analysis))}
      >
        {TEXT.video.saveTable}
      </button>
      <button type="button" onClick={() => void save(({ saveJsonLines }) => saveJsonLines(analysis))}>
        {TEXT.video.saveJsonLines}
      </button>
      {share === undefined ? (
        <button type="button" onClick={() => void writeVideo()}>
          {TEXT.video.saveVideo}
        </button>
      ) : (
        <>
          <progress max={1} value={share} aria-label={TEXT.video.savingVideo} />
          <p role="status" aria-live="off">
            {TEXT.video.savingProgress(Math.round(100 * share))}
          </p>
          <button type="button" onClick={() => abort.current?.abort()}>
            {TEXT.video.cancel}
          </button>
        </>
      )}
    </div>
  )
}
