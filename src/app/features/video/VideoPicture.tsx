import { Suspense, useEffect, useReducer, useRef, useState, type CSSProperties } from 'react'
import { useStore } from 'zustand'
import type { FaceRow } from '../../../analysis/face-row.ts'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { Frame } from '../../../landmarker/source.ts'
import type { VideoAnalysis } from '../../media/video/video-analysis.ts'
import { lazyView } from '../../ui/lazy-view.tsx'
import { TEXT } from '../../ui/text.ts'
import { drawFrame, type VideoLayers } from './draw-frame.ts'
import { FramePixels } from './frame-pixels.ts'
import { Player } from './player.ts'
import { Transport } from './Transport.tsx'
import pictureStyles from '../../canvas/picture.module.css'
import videoStyles from './video.module.css'

// Loaded when there is something to plot.
const MeasurePlots = lazyView(async () => (await import('./MeasurePlots.tsx')).MeasurePlots)

/** Longer side of the canvas, so that lines are sharp on small videos too. */
const CANVAS_SIDE_PX = 1280
/** Shortest time between two frames that are shown during the analysis. */
const PREVIEW_INTERVAL_MS = 60

interface Props {
  readonly analysis: VideoAnalysis
  readonly layers: VideoLayers
  readonly onError: (message: string) => void
}

/** The video with its landmarks: as it is analysed, then played back. */
export function VideoPicture({ analysis, layers, onError }: Props) {
  const { video } = analysis
  const phase = useStore(analysis.store, (state) => state.phase)
  const canvas = useRef<HTMLCanvasElement>(null)
  const shownLayers = useRef(layers)
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const [player] = useState(() => new Player(video))
  const [pixels] = useState(() => new FramePixels())
  useEffect(() => {
    const draw = (frame: Frame, rows: readonly FaceRow[]) =>
      pixels.draw(frame, (picture) => {
        const variant = analysis.settings?.variant ?? ''
        if (canvas.current) drawFrame(canvas.current, picture, rows, variant, shownLayers.current)
      })
    const reportError = (error: unknown) => onError(TEXT.video.notPlayed(getErrorMessage(error)))
    const disconnect = player.connect({
      show: ({ frame, timestampSeconds }) => {
        const index = analysis.findFrame(timestampSeconds)
        const rows = analysis.times[index] === timestampSeconds ? analysis.getRows(index) : []
        return draw(frame, rows)
      },
      onChange: redraw,
      onError: reportError,
    })
    let drawnAt = -Infinity
    const unsubscribe = analysis.frameStore.subscribe(({ newest }) => {
      const now = performance.now()
      if (!newest || now - drawnAt < PREVIEW_INTERVAL_MS) return
      drawnAt = now
      draw(newest.picture, newest.rows).catch(reportError)
    })
    return () => {
      unsubscribe()
      disconnect()
    }
  }, [analysis, onError, pixels, player])

  const isRunning = phase === 'running'
  useEffect(() => {
    shownLayers.current = layers
    if (isRunning) player.pause()
    else if (analysis.times.length > 0 && !player.isPlaying) player.seek(player.at)
  }, [analysis, isRunning, layers, player])
  // The first frame, until the analysis begins, and where it ends.
  useEffect(() => {
    if (!isRunning) player.seek(analysis.times.at(0) ?? 0)
  }, [analysis, isRunning, player])

  const scale = Math.max(1, CANVAS_SIDE_PX / Math.max(video.width, video.height))
  return (
    <>
      <div
        className={`${pictureStyles.box} ${videoStyles.picture}`}
        style={{ '--picture-aspect': video.width / video.height } as CSSProperties}
      >
        <canvas
          ref={canvas}
          role="img"
          aria-label={TEXT.video.pictureOf(video.name)}
          width={Math.round(video.width * scale)}
          height={Math.round(video.height * scale)}
        />
      </div>
      <Transport analysis={analysis} player={player} disabled={isRunning || analysis.times.length === 0} />
      {!isRunning && analysis.times.length > 0 && (
        <Suspense>
          <MeasurePlots analysis={analysis} player={player} at={player.at} />
        </Suspense>
      )}
    </>
  )
}
