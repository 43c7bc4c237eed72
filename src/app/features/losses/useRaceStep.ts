import { useEffect, useState } from 'react'
import { MAX_RACE_STEPS } from '../../state/address/choices.ts'
import { setSettings, useSettings } from '../../state/change-address.ts'
import { useAppState } from '../../state/store.ts'
import { PREDICTED_STEP } from './race.ts'

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

/** Race that plays to a goal, in one visit of the address. */
interface Running {
  readonly step: number
  readonly goal: number
  readonly visit: number
}

/** Keeps the step of the race, in the address while it does not play. */
export function useRaceStep(): RaceStep {
  const { raceStep } = useSettings('losses')
  const visit = useAppState((state) => state.visit)
  const [last, setRunning] = useState<Running>()
  // Another address is another race.
  const running = last?.visit === visit ? last : undefined

  useEffect(() => {
    if (!running) return
    const timer = setTimeout(() => {
      const step = running.step + 1
      if (step < running.goal) setRunning({ ...running, step })
      else {
        setRunning(undefined)
        setSettings('losses', { raceStep: running.goal })
      }
    }, STEP_MS)
    return () => clearTimeout(timer)
  }, [running])

  const step = running?.step ?? raceStep
  const go = (to: number) => {
    setRunning(undefined)
    setSettings('losses', { raceStep: to })
  }
  return {
    step,
    isPlaying: running !== undefined,
    play: () => {
      const from = step === MAX_RACE_STEPS ? 0 : step
      setRunning({ step: from, goal: from < PREDICTED_STEP ? PREDICTED_STEP : MAX_RACE_STEPS, visit })
    },
    pause: () => go(step),
    go,
  }
}
