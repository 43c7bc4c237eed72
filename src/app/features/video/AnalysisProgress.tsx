import { useStore } from 'zustand'
import type { AnalysisState, VideoAnalysis } from '../../media/video/video-analysis.ts'
import { formatDuration, formatNumber } from '../../ui/format.ts'
import { TEXT } from '../../ui/text.ts'
import { formatClipTime } from './format-time.ts'
import videoStyles from './video.module.css'

/** Frames after which the time left is estimated: the first ones include warm-up. */
const MIN_FRAMES_FOR_ESTIMATE = 10

function describeProgress({ times, progress }: VideoAnalysis, state: AnalysisState): string {
  const { phase, elapsedMs, waitingFor } = state
  if (waitingFor) return TEXT.video.waiting(waitingFor)
  const end = times.at(-1) ?? 0
  const count = TEXT.video.count(times.length, formatClipTime(end))
  if (phase === 'done') return TEXT.video.done(count, elapsedMs, formatNumber((1000 * end) / elapsedMs, 1))
  if (phase === 'stopped') return times.length > 0 ? TEXT.video.stopped(count) : ''
  if (!progress || times.length < MIN_FRAMES_FOR_ESTIMATE) return count
  return TEXT.video.remaining(count, (elapsedMs / progress) * (1 - progress))
}

/** Size of the video, progress and time left of its analysis, and a button to cancel it. */
export function AnalysisProgress({ analysis }: { readonly analysis: VideoAnalysis }) {
  const { video, progress } = analysis
  const state = useStore(analysis.store)
  const { name, width, height, durationSeconds } = video
  const isRunning = state.phase === 'running'
  const duration = durationSeconds === undefined ? '–' : formatDuration(1000 * durationSeconds)
  return (
    <div className={videoStyles.progress}>
      <p>
        <strong>{name}</strong>
        <br />
        {TEXT.video.facts(width, height, duration)}
      </p>
      {isRunning && <progress max={1} value={progress} aria-label={TEXT.video.progress} />}
      {/* Announced when the phase changes, not for every frame. */}
      <p role="status" aria-live={isRunning ? 'off' : 'polite'}>
        {describeProgress(analysis, state)}
      </p>
      {isRunning && (
        <button type="button" onClick={analysis.cancel}>
          {TEXT.video.cancel}
        </button>
      )}
    </div>
  )
}
