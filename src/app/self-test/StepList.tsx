import { useId, useState } from 'react'
import { TEXT } from '../ui/text.ts'
import type { Findings } from './report.ts'
import type { SelfTest } from './self-test.ts'
import { say } from './finding.ts'
import { RunningStepPanel } from './RunningStepPanel.tsx'
import { STEP_IDS, type StepId } from './steps.ts'
import type { CameraSide } from './step.ts'
import styles from './self-test.module.css'

const SIDES: readonly CameraSide[] = ['user', 'environment']

/** Minutes of the run for heat, unless the address names others (`minutes`). */
const MINUTES = '5'
const MOST_MINUTES = 60

/** Reads the minutes that were typed; undefined if they are none. */
function parseMinutes(text: string): number | undefined {
  const minutes = Number(text)
  return minutes > 0 && minutes <= MOST_MINUTES ? minutes : undefined
}

interface Props {
  readonly selfTest: SelfTest
  readonly findings: Findings
}

/** Steps about cameras and phones: each with its button, what it found, and its progress while it runs. */
export function StepList({ selfTest, findings }: Props) {
  const [side, setSide] = useState<CameraSide>('user')
  const [typed, setTyped] = useState(() => new URLSearchParams(location.search).get('minutes') ?? MINUTES)
  const problem = useId()
  const { busy, step } = selfTest.state()
  const minutes = parseMinutes(typed)
  const start = async (button: HTMLElement, ids: readonly StepId[]) => {
    await selfTest.runSteps(ids, { side, minutes: minutes ?? 0 })
    // The buttons of the step have gone, and with them the keyboard's place.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) button.focus({ preventScroll: true })
    })
  }
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">{TEXT.selfTest.stepsTitle}</h2>
      <p>{TEXT.selfTest.stepsIntro}</p>
      <div className={styles.settings}>
        <label>
          {TEXT.selfTest.side}
          <select
            value={side}
            disabled={busy}
            onChange={({ target }) => setSide(SIDES.find((name) => name === target.value) ?? 'user')}
          >
            {SIDES.map((name) => (
              <option key={name} value={name}>
                {TEXT.selfTest.sides[name]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {TEXT.selfTest.minutes}
          <input
            inputMode="decimal"
            value={typed}
            disabled={busy}
            aria-invalid={minutes === undefined}
            aria-describedby={problem}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
        <button
          type="button"
          disabled={busy || minutes === undefined}
          onClick={({ currentTarget }) => void start(currentTarget, STEP_IDS)}
        >
          {TEXT.selfTest.startAll}
        </button>
      </div>
      <p id={problem} className={styles.problem} role="status">
        {minutes === undefined ? TEXT.selfTest.badMinutes(MOST_MINUTES) : ''}
      </p>
      <ol className={styles.steps}>
        {STEP_IDS.map((id) => {
          const { title, what } = TEXT.selfTest.steps[id]
          const found = findings.steps[id]
          return (
            <li key={id} className={styles.step}>
              <div className={styles.head}>
                <h3>{title}</h3>
                <button
                  type="button"
                  disabled={busy || (id === 'heat' && minutes === undefined)}
                  aria-label={TEXT.selfTest.start(title)}
                  onClick={({ currentTarget }) => void start(currentTarget, [id])}
                >
                  {TEXT.selfTest.startShort}
                </button>
              </div>
              <p className={styles.what}>{what}</p>
              {step?.id === id && <RunningStepPanel selfTest={selfTest} step={step} />}
              {found && step?.id !== id && (
                <ul className={styles.found}>
                  {found.map(({ sentence }, i) => (
                    <li key={i}>{say(sentence)}</li>
                  ))}
                </ul>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
