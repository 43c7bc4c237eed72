import type { Point } from '../../../geometry/point.ts'
import { LANDMARKS } from '../../../geometry/face.ts'
import { formatLandmark, DRAG_SCOPES, type DragScope } from './drag-scope.ts'
import type { TuneSession } from './session.ts'
import type { TuneState } from './tune-state.ts'

const DRAG_SCOPE_NAMES: Readonly<Record<DragScope, string>> = { point: 'One point', feature: 'Its feature' }

interface Props {
  readonly session: TuneSession
  readonly tune: TuneState
  readonly landmark: number
  readonly dragScope: DragScope
  /** Where it is on the selected frame. */
  readonly point: Point | undefined
  readonly onChoose: (landmark: number) => void
  readonly onDragScope: (dragScope: DragScope) => void
}

/** Which point is moved, and what moves with it. */
export function CorrectStep({ session, tune, landmark, dragScope, point, onChoose, onDragScope }: Props) {
  const { corrections, leftOut, selected, frames } = tune
  const here = corrections.some(({ frame }) => frame === selected)
  const count = new Set(corrections.map(({ frame }) => frame)).size
  return (
    <fieldset disabled={selected === undefined}>
      <legend>2 Correct</legend>
      <label className="row">
        Point
        <select value={landmark} onChange={({ target }) => onChoose(Number(target.value))}>
          {Array.from({ length: LANDMARKS }, (_, i) => (
            <option key={formatLandmark(i)} value={i}>
              {formatLandmark(i)}
            </option>
          ))}
        </select>
      </label>
      <div className="segments" role="group" aria-label="What moves">
        {DRAG_SCOPES.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={dragScope === name}
            onClick={() => onDragScope(name)}
          >
            {DRAG_SCOPE_NAMES[name]}
          </button>
        ))}
      </div>
      <p className="number" role="status">
        {point ? `x ${point[0].toFixed(1)}, y ${point[1].toFixed(1)}` : 'No frame chosen'}
      </p>
      <div className="actions">
        <button type="button" onClick={session.undo}>
          Undo
        </button>
        <button type="button" disabled={!here} onClick={session.reset}>
          Reset frame
        </button>
        <button type="button" onClick={session.confirm}>
          Right as shown
        </button>
      </div>
      <label>
        <input
          type="checkbox"
          checked={selected !== undefined && leftOut.has(selected)}
          onChange={({ target }) => session.leaveOut(target.checked)}
        />
        Leave this frame out
      </label>
      <p className="hint">
        Drag points, or use the arrow keys on the picture. What you put right on a few frames is carried to
        the others with the face’s turn and size, but never from frames held out to those that train.{' '}
        {frames.length > 0 && `Corrected by hand: ${count} of ${frames.length} frames.`}
      </p>
    </fieldset>
  )
}
