import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { Evaluation, EvaluationState } from './evaluation.ts'
import { TEXT } from '../../ui/text.ts'
import datasetStyles from '../../media/dataset/dataset.module.css'

function describeProgress(state: EvaluationState, all: number): string {
  const { phase, elapsedMs, passed, waitingFor, results } = state
  if (waitingFor) return TEXT.evaluate.waiting(waitingFor)
  if (phase === 'done') {
    return TEXT.evaluate.done(results.length, elapsedMs, all - results.length)
  }
  const count = TEXT.evaluate.count(passed, all)
  if (phase === 'stopped') return TEXT.evaluate.stoppedAfter(count)
  // The first faces include warm-up and would distort the estimate.
  if (passed < 3) return count
  return TEXT.evaluate.remaining(count, (elapsedMs / passed) * (all - passed))
}

interface Props {
  readonly evaluation: Evaluation
  readonly onResume: () => void
}

/** Progress and remaining time of an evaluation, with buttons to stop and resume it. */
export function EvaluationProgress({ evaluation, onResume }: Props) {
  const { all } = evaluation
  const state = useStore(evaluation.store)
  const { passed, phase, failure } = state
  const place = useRef<HTMLDivElement>(null)
  // On narrow screens the settings are below the results: show that it has started.
  useEffect(() => {
    // Newer browsers return a promise, which is no clean-up function.
    // oxlint-disable-next-line typescript/no-meaningless-void-operator
    void place.current?.scrollIntoView({ block: 'nearest' })
  }, [evaluation])
  return (
    <div ref={place} className={datasetStyles.progress}>
      <progress max={all} value={passed} aria-label={TEXT.evaluate.facesEvaluated} />
      {/* Announced when the phase changes, not for every face. */}
      <p role="status" aria-live={phase === 'running' ? 'off' : 'polite'}>
        {describeProgress(state, all)}
      </p>
      {phase === 'running' && (
        <button type="button" onClick={evaluation.stop}>
          {TEXT.evaluate.stop}
        </button>
      )}
      {phase === 'stopped' && (
        <button type="button" onClick={onResume}>
          {TEXT.evaluate.resume}
        </button>
      )}
      {failure && (
        <p role="alert" className={datasetStyles.alert}>
          {failure}
        </p>
      )}
    </div>
  )
}
