import type { Dispatch } from 'react'
import type { DragScope } from '../../state/address/choices.ts'
import { LandmarkFields } from '../../canvas/LandmarkFields.tsx'
import { formatNumber } from '../../ui/format.ts'
import { TEXT } from '../../ui/text.ts'
import type { AnnotatedPhoto, AnnotationAction, Annotations } from './annotations.ts'
import controlsStyles from '../../ui/controls.module.css'
import annotateStyles from './annotate.module.css'

interface Props {
  readonly annotations: Annotations
  readonly photo: AnnotatedPhoto | undefined
  readonly dragScope: DragScope
  /** True while a box around a new face is to be drawn. */
  readonly isAdding: boolean
  readonly isBusy: boolean
  readonly dispatch: Dispatch<AnnotationAction>
  readonly onDragScope: (dragScope: DragScope) => void
  readonly onAdd: () => void
  readonly onFindAgain: () => void
}

/** Choice of the face, the point and what moves with it; history, and buttons that add, remove and find faces. */
export function PointsPanel(props: Props) {
  const { annotations, photo, dragScope, isAdding, isBusy, dispatch, onDragScope, onAdd, onFindAgain } = props
  const { face, landmark } = annotations
  const faces = photo?.faces ?? []
  const point = faces.at(face)?.[landmark]
  return (
    <fieldset disabled={!photo || photo.failure !== undefined}>
      <legend>{TEXT.annotate.points}</legend>
      {faces.length > 1 && (
        <label className={controlsStyles.row}>
          {TEXT.annotate.face}
          <select
            value={face}
            onChange={({ target }) => dispatch({ kind: 'choose', face: Number(target.value) })}
          >
            {faces.map((_, i) => (
              // Faces are identified by their index.
              <option key={i} value={i}>
                {TEXT.annotate.faceNumber(i + 1, faces.length)}
              </option>
            ))}
          </select>
        </label>
      )}
      <LandmarkFields
        landmark={landmark}
        dragScope={dragScope}
        onChoose={(next) => dispatch({ kind: 'choose', landmark: next })}
        onDragScope={onDragScope}
      />
      <p role="status" className={controlsStyles.hint}>
        {point
          ? TEXT.annotate.position(formatNumber(point[0], 1), formatNumber(point[1], 1))
          : photo
            ? TEXT.annotate.noFace
            : TEXT.annotate.noPhoto}
      </p>
      <div className={annotateStyles.buttons}>
        <button
          type="button"
          disabled={!photo || photo.past.length === 0}
          onClick={() => dispatch({ kind: 'undo' })}
        >
          {TEXT.annotate.undo}
        </button>
        <button
          type="button"
          disabled={!photo || photo.future.length === 0}
          onClick={() => dispatch({ kind: 'redo' })}
        >
          {TEXT.annotate.redo}
        </button>
        <button type="button" aria-pressed={isAdding} disabled={isBusy && !isAdding} onClick={onAdd}>
          {TEXT.annotate.addFace}
        </button>
        <button type="button" disabled={!point} onClick={() => dispatch({ kind: 'remove' })}>
          {TEXT.annotate.removeFace}
        </button>
        <button type="button" disabled={isBusy} onClick={onFindAgain}>
          {TEXT.annotate.findAgain}
        </button>
      </div>
    </fieldset>
  )
}
