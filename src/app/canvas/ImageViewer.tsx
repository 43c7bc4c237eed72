import { useEffect, useRef, type ReactNode } from 'react'
import { StatusMessages } from '../ui/StatusMessages.tsx'
import { StatsOverlay } from './StatsOverlay.tsx'
import type { AppState } from '../state/state.ts'
import type { AppController } from '../state/app-controller.ts'
import { TEXT } from '../ui/text.ts'
import pictureStyles from './picture.module.css'

interface Props {
  readonly app: AppController
  readonly state: AppState
  /** True while a photo is dragged over the page and would open here. */
  readonly dropping?: boolean
  /** Shown while there is no picture. */
  readonly children: ReactNode
}

function describe({ picture, faces }: AppState): string {
  switch (picture) {
    case 'none':
      return TEXT.media.noPicture
    case 'camera':
      return TEXT.media.cameraWith(faces ?? 0)
    case 'clip':
      return TEXT.media.clipWith(faces ?? 0)
    default:
      return TEXT.media.photoWith(faces ?? 0)
  }
}

/** Canvas with the picture, its statistics and the status messages over it. */
export function ImageViewer({ app, state, dropping, children }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const element = canvas.current
    if (!element) return
    app.attach(element)
    const observer = new ResizeObserver(() => {
      element.width = Math.round(element.clientWidth * devicePixelRatio)
      element.height = Math.round(element.clientHeight * devicePixelRatio)
      app.redraw()
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      app.attach(null)
    }
  }, [app])

  const { picture, busy, layers } = state
  return (
    <section
      data-testid="picture"
      className={pictureStyles.box}
      aria-label={TEXT.media.picture}
      aria-busy={Boolean(busy)}
    >
      <canvas ref={canvas} role="img" aria-label={describe(state)} />
      {picture === 'none' && <div className={pictureStyles.emptyState}>{children}</div>}
      {picture !== 'none' && layers.figures && <StatsOverlay state={state} />}
      <StatusMessages app={app} state={state} />
      {dropping && <div className={pictureStyles.drop}>{TEXT.media.dropPhoto}</div>}
    </section>
  )
}
