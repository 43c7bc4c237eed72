import type { Point } from '../../../geometry/point.ts'
import type { DragScope } from '../../state/address/choices.ts'
import { LandmarkFields } from '../../canvas/LandmarkFields.tsx'
import type { TuneSession } from './session.ts'
import type { TuneState } from './tune-state.ts'
import { formatNumber } from '../../ui/format.ts'
import { TEXT } from '../../ui/text.ts'
import controlsStyles from '../../ui/controls.module.css'
import tuneStyles from './tune.module.css'

interface Props {
  readonly session: TuneSession
  readonly tune: TuneState
  readonly landmark: number
  readonly dragScope: DragScope
  /** Position of the landmark on the selected frame, in pixels. */
  readonly point: Point | undefined
  readonly onChoose: (landmark: number) => void
  readonly onDragScope: (dragScope: DragScope) => void
}

/** Choice of the landmark and of what moves with it; confirms, resets or excludes the frame. */
export function CorrectStep({ session, tune, landmark, dragScope, point, onChoose, onDragScope }: Props) {
  const { corrections, excluded, selected, frames } = tune
  const here = corrections.some(({ frame }) => frame === selected)
  const count = new Set(corrections.map(({ frame }) => frame)).size
  return (
    <fieldset disabled={selected === undefined}>
      <legend>{TEXT.fineTune.correct.legend}</legend>
      <LandmarkFields
        landmark={landmark}
        dragScope={dragScope}
        onChoose={onChoose}
        onDragScope={onDragScope}
      />
      <p role="status">
        {point
          ? TEXT.fineTune.correct.position(formatNumber(point[0], 1), formatNumber(point[1], 1))
          : TEXT.fineTune.correct.noFrame}
      </p>
      <div className={`${controlsStyles.actions} ${tuneStyles.stepActions}`}>
        <button type="button" onClick={session.undo}>
          {TEXT.fineTune.correct.undo}
        </button>
        <button type="button" disabled={!here} onClick={session.reset}>
          {TEXT.fineTune.correct.reset}
        </button>
        <button type="button" onClick={session.confirm}>
          {TEXT.fineTune.correct.confirm}
        </button>
      </div>
      <label>
        <input
          type="checkbox"
          checked={selected !== undefined && excluded.has(selected)}
          onChange={({ target }) => session.exclude(target.checked)}
        />
        {TEXT.fineTune.correct.exclude}
      </label>
      <p className={controlsStyles.hint}>
        {TEXT.fineTune.correct.hint} {frames.length > 0 && TEXT.fineTune.correct.count(count, frames.length)}
      </p>
    </fieldset>
  )
}
