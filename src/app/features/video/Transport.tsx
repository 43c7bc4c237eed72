import type { VideoAnalysis } from '../../media/video/video-analysis.ts'
import { TEXT } from '../../ui/text.ts'
import { formatClipTime } from './format-time.ts'
import type { Player } from './player.ts'
import controlsStyles from '../../ui/controls.module.css'
import videoStyles from './video.module.css'

const RATES = [0.25, 0.5, 1] as const

interface Props {
  readonly analysis: VideoAnalysis
  readonly player: Player
  readonly disabled: boolean
}

/** Buttons and slider of the playback: among the analysed frames, one by one or at a speed. */
export function Transport({ analysis, player, disabled }: Props) {
  const { times } = analysis
  const last = times.length - 1
  const index = Math.min(last, Math.max(0, analysis.findFrame(player.at)))
  const end = times.at(-1) ?? 0
  const show = (next: number) => player.seek(times[Math.min(last, Math.max(0, next))]!)
  const time = formatClipTime(times.at(index) ?? 0)
  return (
    <div className={videoStyles.transport} role="group" aria-label={TEXT.video.playback}>
      <button
        type="button"
        disabled={disabled}
        onClick={() =>
          player.isPlaying ? player.pause() : player.play(index >= last ? times[0]! : player.at, end)
        }
      >
        {player.isPlaying ? TEXT.video.pause : TEXT.video.play}
      </button>
      <button
        type="button"
        disabled={disabled}
        aria-label={TEXT.video.previousFrame}
        onClick={() => show(index - 1)}
      >
        ‹
      </button>
      <button
        type="button"
        disabled={disabled}
        aria-label={TEXT.video.nextFrame}
        onClick={() => show(index + 1)}
      >
        ›
      </button>
      <input
        type="range"
        aria-label={TEXT.video.position}
        aria-valuetext={TEXT.video.positionText(index + 1, time)}
        min={0}
        max={Math.max(0, last)}
        value={index}
        disabled={disabled}
        onChange={({ target }) => show(Number(target.value))}
      />
      <span className={videoStyles.time}>{time}</span>
      <div className={controlsStyles.segments} role="group" aria-label={TEXT.video.speed}>
        {RATES.map((rate) => (
          <button
            key={rate}
            type="button"
            aria-label={TEXT.video.speedName(rate)}
            aria-pressed={player.rate === rate}
            onClick={() => player.setRate(rate, end)}
          >
            {TEXT.video.speedOf(rate)}
          </button>
        ))}
      </div>
    </div>
  )
}
