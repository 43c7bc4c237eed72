import { TEXT } from '../ui/text.ts'
import { ZOOM_STEP } from './useZoom.ts'
import editorStyles from './landmark-editor.module.css'

interface Props {
  readonly onZoom: (factor: number) => void
  readonly onShowAll: () => void
  /** Undefined if there is no face to zoom to. */
  readonly onShowFace: (() => void) | undefined
}

/** Buttons over the picture that zoom. */
export function ZoomButtons({ onZoom, onShowAll, onShowFace }: Props) {
  return (
    <div className={editorStyles.zoom} role="group" aria-label={TEXT.editor.zoom}>
      <button type="button" aria-label={TEXT.editor.zoomOut} onClick={() => onZoom(1 / ZOOM_STEP)}>
        −
      </button>
      <button type="button" aria-label={TEXT.editor.zoomIn} onClick={() => onZoom(ZOOM_STEP)}>
        +
      </button>
      <button type="button" aria-label={TEXT.editor.wholePictureLabel} onClick={onShowAll}>
        {TEXT.editor.wholePicture}
      </button>
      {onShowFace && (
        <button type="button" aria-label={TEXT.editor.toFaceLabel} onClick={onShowFace}>
          {TEXT.editor.toFace}
        </button>
      )}
    </div>
  )
}
