import type { RunningTask } from './tune-state.ts'
import { TEXT } from '../../ui/text.ts'
import tuneStyles from './tune.module.css'

/** Progress bar with the remaining time and a button that ends the task. */
export function TrainingProgress({
  task,
  end,
  onEnd,
}: {
  readonly task: RunningTask
  readonly end: string
  readonly onEnd: () => void
}) {
  const { kind, done, total, left } = task
  return (
    <div className={tuneStyles.progress}>
      <span>{TEXT.fineTune.tasks[kind]}</span>
      <span className={tuneStyles.number}>
        {TEXT.fineTune.progress(done, total, left === undefined ? undefined : Math.ceil(left))}
      </span>
      <progress aria-label={TEXT.fineTune.tasks[kind]} max={total} value={done} />
      <button type="button" onClick={onEnd}>
        {end}
      </button>
    </div>
  )
}
