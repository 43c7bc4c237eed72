import { useEffect, useRef } from 'react'
import { EngineStatus } from './EngineStatus.tsx'
import { Overlay } from './Overlay.tsx'
import { SAMPLES } from './samples.ts'
import type { StudioState } from './state.ts'
import type { Studio } from './studio.ts'

interface Props {
  readonly studio: Studio
  readonly state: StudioState
  readonly dropping: boolean
}

function describe({ picture, faces }: StudioState): string {
  if (picture === 'none') return 'No picture yet'
  const count = faces === 1 ? 'one face' : `${faces ?? 0} faces`
  return `${picture === 'camera' ? 'Camera' : 'Photo'} with ${count}, landmarks drawn on it`
}

/** The picture, and over it whatever the page has to say about it. */
export function Stage({ studio, state, dropping }: Props) {
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

  const { picture, busy, alert, faces, engine, layers } = state
  return (
    <section className="stage" aria-label="Picture" aria-busy={Boolean(busy)}>
      <canvas ref={canvas} role="img" aria-label={describe(state)} />
      {picture === 'none' && (
        <div className="start">
          <p>Start a camera, choose a photo, drop or paste one anywhere, or try a sample:</p>
          <div className="samples">
            {SAMPLES.map(({ url, label }) => (
              <button key={url} type="button" onClick={() => void studio.openSample(url)}>
                <img src={url} alt={`Sample: ${label}`} />
              </button>
            ))}
          </div>
        </div>
      )}
      {picture !== 'none' && layers.figures && <Overlay state={state} />}
      <div className="notes">
        {engine.phase !== 'ready' && <EngineStatus engine={engine} />}
        {busy && engine.phase === 'ready' && <p role="status">{busy} …</p>}
        {picture !== 'none' && !busy && faces === 0 && (
          <p role="status">
            {picture === 'camera'
              ? 'No face found. Look at the camera, with light on your face.'
              : 'No face found in this photo. Faces need to be about 25 pixels wide and to look this way.'}
          </p>
        )}
        {alert && (
          <p role="alert" className="alert">
            {alert}
            <button type="button" onClick={studio.dismiss} aria-label="Dismiss">
              ×
            </button>
          </p>
        )}
      </div>
      {dropping && <div className="drop">Drop the photo</div>}
    </section>
  )
}
