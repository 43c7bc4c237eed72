import { useEffect, useRef, type ReactNode } from 'react'
import { Notes } from '../ui/StatusMessages.tsx'
import { Overlay } from './StatsOverlay.tsx'
import { Start } from '../media/EmptyState.tsx'
import type { StudioState } from '../state/state.ts'
import type { Studio } from '../state/studio.ts'

interface Props {
  readonly studio: Studio
  readonly state: StudioState
  /** Whether a photo is being dragged over the page, to be opened here. */
  readonly dropping?: boolean
  /** What is said before there is a picture, instead of the usual. */
  readonly children?: ReactNode
}

function describe({ picture, faces }: StudioState): string {
  if (picture === 'none') return 'No picture yet'
  const count = faces === 1 ? 'one face' : `${faces ?? 0} faces`
  return `${picture === 'camera' ? 'Camera' : 'Photo'} with ${count}, landmarks drawn on it`
}

/** The picture, and over it whatever the page has to say about it. */
export function Stage({ studio, state, dropping, children }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const element = canvas.current
    if (!element) return
    studio.attach(element)
    const observer = new ResizeObserver(() => {
      element.width = Math.round(element.clientWidth * devicePixelRatio)
      element.height = Math.round(element.clientHeight * devicePixelRatio)
      studio.redraw()
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      studio.attach(null)
    }
  }, [studio])

  const { picture, busy, layers } = state
  return (
    <section className="stage" aria-label="Picture" aria-busy={Boolean(busy)}>
      <canvas ref={canvas} role="img" aria-label={describe(state)} />
      {picture === 'none' && (children ? <div className="start">{children}</div> : <Start studio={studio} />)}
      {picture !== 'none' && layers.figures && <Overlay state={state} />}
      <Notes studio={studio} state={state} />
      {dropping && <div className="drop">Drop the photo</div>}
    </section>
  )
}
