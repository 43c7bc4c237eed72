import { LANDMARK_COUNT } from '../../geometry/face.ts'
import { DRAG_SCOPES, type DragScope } from '../state/address/choices.ts'
import { TEXT } from '../ui/text.ts'
import { formatLandmark } from './drag-scope.ts'
import controlsStyles from '../ui/controls.module.css'

interface Props {
  readonly landmark: number
  readonly dragScope: DragScope
  readonly onChoose: (landmark: number) => void
  readonly onDragScope: (dragScope: DragScope) => void
}

/** Choice of a landmark, and of what moves with it. */
export function LandmarkFields({ landmark, dragScope, onChoose, onDragScope }: Props) {
  return (
    <>
      <label className={controlsStyles.row}>
        {TEXT.editor.point}
        <select value={landmark} onChange={({ target }) => onChoose(Number(target.value))}>
          {Array.from({ length: LANDMARK_COUNT }, (_, i) => (
            <option key={formatLandmark(i)} value={i}>
              {formatLandmark(i)}
            </option>
          ))}
        </select>
      </label>
      <div className={controlsStyles.segments} role="group" aria-label={TEXT.editor.scope}>
        {DRAG_SCOPES.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={dragScope === name}
            onClick={() => onDragScope(name)}
          >
            {TEXT.editor.scopes[name]}
          </button>
        ))}
      </div>
    </>
  )
}
