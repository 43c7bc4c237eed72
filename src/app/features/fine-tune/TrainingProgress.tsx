import type { RunningTask } from './tune-state.ts'

const TITLES: Readonly<Record<RunningTask['kind'], string>> = {
  recording: 'Recording',
  looking: 'The frozen layers look at the frames',
  training: 'Training',
}

/** How far something is, how long it will take yet, and what ends it. */
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
    <div className="tune-progress">
      <span>{TITLES[kind]}</span>
      <span className="number">
        {done} of {total}
        {left !== undefined && `, ${Math.ceil(left)} s left`}
      </span>
      <progress aria-label={TITLES[kind]} max={total} value={done} />
      <button type="button" onClick={onEnd}>
        {end}
      </button>
    </div>
  )
}
