import { useEffect, useState } from 'react'
import { parseIntegerIn, useQuery } from '../../state/query.ts'
import { MAX_STEPS, PREDICTED_STEP } from './race.ts'

/** Time of a step while the race plays: the predicted one is reached after four seconds. */
const STEP_MS = 80

/** Step of the race and how it plays. */
export interface RaceStep {
  readonly step: number
  readonly isPlaying: boolean
  /** Plays up to the predicted step, and from there to the last; from the start again after that. */
  play(): void
  pause(): void
  /** Stops at a step. */
  go(step: number): void
}

/** Keeps the step of the race, in the address while it does not play. */
export function useRaceStep(): RaceStep {
  const [kept, setKept] = useQuery('race-step', 0, parseIntegerIn(0, MAX_STEPS))
  const [running, setRunning] = useState<{ readonly step: number; readonly goal: number }>()

  useEffect(() => {
    if (!running) return
    const timer = setTimeout(() => {
      const step = running.step + 1
      if (step < running.goal) setRunning({ ...running, step })
      else {
        setRunning(undefined)
        setKept(running.goal)
      }
    }, STEP_MS)
    return () => clearTimeout(timer)
    // `setKept` is a new function each time.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [running])

  // Another address is another race.
  useEffect(() => {
    const stop = () => setRunning(undefined)
    window.addEventListener('popstate', stop)
    return () => window.removeEventListener('popstate', stop)
  }, [])

  const step = running?.step ?? kept
  const go = (to: number) => {
    setRunning(undefined)
    setKept(to)
  }
  return {
    step,
    isPlaying: running !== undefined,
    play: () => {
      const from = step === MAX_STEPS ? 0 : step
      setRunning({ step: from, goal: from < PREDICTED_STEP ? PREDICTED_STEP : MAX_STEPS })
    },
    pause: () => go(step),
    go,
  }
}
