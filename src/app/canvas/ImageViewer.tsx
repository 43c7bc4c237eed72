import { useEffect, useRef, useState, type CSSProperties, type ReactNode } from 'react'
import { getSourceSize } from '../../landmarker/source.ts'
import { StatusMessages } from '../ui/StatusMessages.tsx'
import { showImageOn } from './shown-image.ts'
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

/** Aspect of the sample clip, and of what is not known yet. */
const DEFAULT_ASPECT = 4 / 3

/** Width of a picture divided by its height; undefined without one, or for a frame that is closed. */
function computeAspect({ image }: AppState): number | undefined {
  const { width, height } = image ? getSourceSize(image.source) : { width: 0, height: 0 }
  return width && height ? width / height : undefined
}

/** Canvas with the picture, and the status messages over it. */
export function ImageViewer({ dropping, children }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const picture = useAppState((state) => state.picture)
  const faces = useAppState((state) => state.faces)
  const busy = useAppState((state) => state.busy)
  const aspect = useAppState(computeAspect)
  const [lastAspect, setLastAspect] = useState(DEFAULT_ASPECT)
  if (aspect !== undefined && aspect !== lastAspect) setLastAspect(aspect)
  const isDivided = useAppState(({ options }) => options.view === 'compare' && options.layout === 'panels')
  // Compare's enlarged parts are half as high as a panel is wide.
  const shownAspect = isDivided ? 1 / (1 / lastAspect + 0.5) : lastAspect
  useEffect(() => (canvas.current ? showImageOn(canvas.current) : undefined), [])

  return (
    <section
      data-testid="picture"
      className={pictureStyles.box}
      style={{ '--picture-aspect': shownAspect } as CSSProperties}
      aria-label={TEXT.media.picture}
      aria-busy={Boolean(busy)}
    >
      <canvas ref={canvas} role="img" aria-label={describe(picture, faces)} />
      {picture === 'none' && <div className={pictureStyles.emptyState}>{children}</div>}
      <StatusMessages />
      {dropping && <div className={pictureStyles.drop}>{TEXT.media.dropPhoto}</div>}
    </section>
  )
}
