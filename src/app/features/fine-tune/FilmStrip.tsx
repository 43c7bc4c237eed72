import { memo, useEffect, useRef } from 'react'
import type { RecordedFrame } from './recorder.ts'
import { SRGB } from '../../../landmarker/srgb.ts'
import { TEXT } from '../../ui/text.ts'
import tuneStyles from './tune.module.css'

const SIDE = 56

interface FrameProps {
  readonly frame: RecordedFrame
  readonly index: number
  readonly selected: boolean
  readonly corrected: boolean
  readonly heldOut: boolean
  readonly excluded: boolean
  readonly mirrored: boolean
  readonly onSelect: (frame: number) => void
}

function describe({ index, corrected, heldOut, excluded }: FrameProps): string {
  const marks = TEXT.fineTune.frameMarks
  const inUse = [corrected && marks.corrected, heldOut && marks.heldOut].filter((mark) => mark !== false)
  return TEXT.fineTune.frame(index + 1, excluded ? [marks.excluded] : inUse)
}

const FrameThumbnail = memo(function FrameThumbnail(props: FrameProps) {
  const { frame, index, selected, corrected, heldOut, excluded, mirrored, onSelect } = props
  const canvas = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const context = canvas.current?.getContext('2d', SRGB)
    if (!context) return
    context.setTransform(mirrored ? -1 : 1, 0, 0, 1, mirrored ? SIDE : 0, 0)
    context.drawImage(frame.picture, 0, 0, SIDE, SIDE)
  }, [frame, mirrored])

  return (
    <button
      type="button"
      aria-label={describe(props)}
      aria-pressed={selected}
      className={excluded ? tuneStyles.out : undefined}
      onClick={() => onSelect(index)}
    >
      <canvas ref={canvas} width={SIDE} height={SIDE} />
      <span aria-hidden="true">
        {corrected && '● '}
        {index + 1}
        {excluded ? ' ×' : heldOut && ' ◦'}
      </span>
    </button>
  )
})

interface Props {
  readonly frames: readonly RecordedFrame[]
  readonly selected: number | undefined
  readonly corrected: ReadonlySet<number>
  /** Index of the first held-out frame; all later ones are held out too. */
  readonly heldFrom: number
  readonly excludedFrames: ReadonlySet<number>
  readonly mirrored: boolean
  readonly onSelect: (frame: number) => void
}

/** Scrollable row of the recorded frames. */
export function FilmStrip({
  frames,
  selected,
  corrected,
  heldFrom,
  excludedFrames,
  mirrored,
  onSelect,
}: Props) {
  return (
    <div className={tuneStyles.film} role="group" aria-label={TEXT.fineTune.frames}>
      {frames.map((frame, i) => (
        <FrameThumbnail
          // Frames are identified by their index; recordings are replaced as a whole.
          key={i}
          frame={frame}
          index={i}
          selected={i === selected}
          corrected={corrected.has(i)}
          heldOut={i >= heldFrom}
          excluded={excludedFrames.has(i)}
          mirrored={mirrored}
          onSelect={onSelect}
        />
      ))}
    </div>
  )
}
