import { useEffect, useRef } from 'react'
import { TEXT } from '../ui/text.ts'
import type { RunningStep, SelfTest } from './self-test.ts'
import styles from './self-test.module.css'

interface Props {
  readonly selfTest: SelfTest
  readonly step: RunningStep
}

/** Progress of the step that is running, what the person is to do, and buttons that end it. */
export function RunningStepPanel({ selfTest, step }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const skip = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' })
    skip.current?.focus({ preventScroll: true })
  }, [])
  const { title } = TEXT.selfTest.steps[step.id]
  return (
    <div ref={place} className={styles.running}>
      <p role="status">{step.note}</p>
      <progress aria-label={title} value={Math.min(1, step.fraction)} />
      <p className={styles.actions}>
        <button ref={skip} type="button" onClick={selfTest.skipStep}>
          {TEXT.selfTest.skip}
        </button>
        <button type="button" onClick={selfTest.cancelSteps}>
          {TEXT.selfTest.cancel}
        </button>
      </p>
    </div>
  )
}
