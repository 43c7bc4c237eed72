import { useEffect, useRef, type ReactNode } from 'react'
import { StatusMessages } from '../ui/StatusMessages.tsx'
import { showImageOn } from './shown-image.ts'
import { StatsOverlay } from './StatsOverlay.tsx'
import { useAppState } from '../state/store.ts'
import type { AppState } from '../state/state.ts'
import { TEXT } from '../ui/text.ts'
import pictureStyles from './picture.module.css'

interface Props {
  /** True while a photo is dragged over the page and would open here. */
  readonly dropping?: boolean
  /** Shown while there is no picture. */
  readonly children: ReactNode
}

function describe(picture: AppState['picture'], faces = 0): string {
  switch (picture) {
    case 'none':
      return TEXT.media.noPicture
    case 'camera':
      return TEXT.media.cameraWith(faces)
    case 'clip':
      return TEXT.media.clipWith(faces)
    default:
      return TEXT.media.photoWith(faces)
  }
}

/** Canvas with the picture, its statistics and the status messages over it. */
export function ImageViewer({ dropping, children }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const picture = useAppState((state) => state.picture)
  const faces = useAppState((state) => state.faces)
  const busy = useAppState((state) => state.busy)
  const showsFigures = useAppState(({ layers }) => layers.figures)
  useEffect(() => (canvas.current ? showImageOn(canvas.current) : undefined), [])

  return (
    <section
      data-testid="picture"
      className={pictureStyles.box}
      aria-label={TEXT.media.picture}
      aria-busy={Boolean(busy)}
    >
      <canvas ref={canvas} role="img" aria-label={describe(picture, faces)} />
      {picture === 'none' && <div className={pictureStyles.emptyState}>{children}</div>}
      {picture !== 'none' && showsFigures && <StatsOverlay />}
      <StatusMessages />
      {dropping && <div className={pictureStyles.drop}>{TEXT.media.dropPhoto}</div>}
    </section>
  )
}
