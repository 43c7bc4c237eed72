import { memo, useEffect, useRef } from 'react'
import type { RecordedFrame } from './recorder.ts'
import { SRGB } from '../../../landmarker/srgb.ts'
import { TEXT } from '../../ui/text.ts'

const SIDE = 56

interface FrameProps {
  readonly frame: RecordedFrame
  readonly index: number
  readonly selected: boolean
  readonly corrected: boolean
  readonly heldOut: boolean
  readonly out: boolean
  readonly mirrored: boolean
  readonly onSelect: (frame: number) => void
}

function describe({ index, corrected, heldOut, out }: FrameProps): string {
  if (out) return TEXT.fineTune.frame(index + 1) + TEXT.fineTune.frameExcluded
  return (
    TEXT.fineTune.frame(index + 1) +
    (corrected ? TEXT.fineTune.frameCorrected : '') +
    (heldOut ? TEXT.fineTune.frameHeldOut : '')
  )
}

const FaceThumbnail = memo(function FaceThumbnail(props: FrameProps) {
  const { frame, index, selected, corrected, heldOut, out, mirrored, onSelect } = props
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
      className={out ? 'out' : undefined}
      onClick={() => onSelect(index)}
    >
      <canvas ref={canvas} width={SIDE} height={SIDE} />
      <span aria-hidden="true">
        {corrected && '● '}
        {index + 1}
        {out ? ' ×' : heldOut && ' ◦'}
      </span>
    </button>
  )
})

interface Props {
  readonly frames: readonly RecordedFrame[]
  readonly selected: number | undefined
  readonly corrected: ReadonlySet<number>
  /** The first one held out; those after it are too. */
  readonly heldFrom: number
  readonly leftOut: ReadonlySet<number>
  readonly mirrored: boolean
  readonly onSelect: (frame: number) => void
}

/** The recorded frames, in a row that scrolls. */
export function FilmStrip({ frames, selected, corrected, heldFrom, leftOut, mirrored, onSelect }: Props) {
  return (
    <div className="film" role="group" aria-label={TEXT.fineTune.frames}>
      {frames.map((frame, i) => (
        <FaceThumbnail
          // Frames are known by their place; one recording follows another as a whole.
          key={i}
          frame={frame}
          index={i}
          selected={i === selected}
          corrected={corrected.has(i)}
          heldOut={i >= heldFrom}
          out={leftOut.has(i)}
          mirrored={mirrored}
          onSelect={onSelect}
        />
      ))}
    </div>
  )
}
