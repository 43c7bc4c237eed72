import { createStore, useStore } from 'zustand'
import type { Dataset } from '../../media/dataset/dataset.ts'
import { createEvaluationStore, type Evaluation, type EvaluationState } from './evaluation.ts'
import type { Method } from './methods.ts'

/** Faces whose results are shown: those of the test set, or those of the visitor's data set. */
export type ShownFaces = 'test' | 'own'

interface Current {
  readonly evaluation: Evaluation | undefined
  /** Predictions of other methods, which every evaluation scores too. */
  readonly methods: readonly Method[]
  /** Choice between the faces, and the data set for which it was made: a new one is shown at once. */
  readonly choice: { readonly shown: ShownFaces; readonly dataset: Dataset | undefined } | undefined
}

// Outlives the view, so that results survive a change of views.
const currentStore = createStore<Current>()(() => ({
  evaluation: undefined,
  methods: [],
  choice: undefined,
}))
const noEvaluation = createEvaluationStore()

/** Replaces the current evaluation and disposes of the former one. */
export function setEvaluation(evaluation: Evaluation | undefined): void {
  currentStore.getState().evaluation?.dispose()
  evaluation?.setMethods(currentStore.getState().methods)
  currentStore.setState({ evaluation })
}

/** Replaces the other methods, also in the evaluation that is there. */
export function setMethods(methods: readonly Method[]): void {
  currentStore.setState({ methods })
  currentStore.getState().evaluation?.setMethods(methods)
}

/** Returns the other methods. */
export const useMethods = (): readonly Method[] => useStore(currentStore, ({ methods }) => methods)

/** Shows the test faces, or those of a data set. */
export function showFaces(shown: ShownFaces, dataset: Dataset | undefined): void {
  currentStore.setState({ choice: { shown, dataset } })
}

/** Returns the faces to show: the visitor's own as soon as there are any, or else what was chosen. */
export function useShownFaces(dataset: Dataset | undefined): ShownFaces {
  const { choice, evaluation } = useStore(currentStore)
  if (!dataset && !evaluation) return 'test'
  return choice?.dataset === dataset ? (choice?.shown ?? 'own') : 'own'
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
