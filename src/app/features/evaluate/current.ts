import { createStore, useStore } from 'zustand'
import { createEvaluationStore, type Evaluation, type EvaluationState } from './evaluation.ts'

// Outlives the view, so that results survive a change of views.
const currentStore = createStore<{ readonly evaluation: Evaluation | undefined }>()(() => ({
  evaluation: undefined,
}))
const noEvaluation = createEvaluationStore()

/** Replaces the current evaluation and disposes of the former one. */
export function setEvaluation(evaluation: Evaluation | undefined): void {
  currentStore.getState().evaluation?.dispose()
  currentStore.setState({ evaluation })
}

/** Returns the current evaluation and its progress; the component renders again as results come. */
export function useEvaluation(): {
  readonly evaluation: Evaluation | undefined
  readonly progress: EvaluationState
} {
  const { evaluation } = useStore(currentStore)
  const progress = useStore(evaluation?.store ?? noEvaluation)
  return { evaluation, progress }
}
