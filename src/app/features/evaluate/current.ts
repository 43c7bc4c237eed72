import { useSyncExternalStore } from 'react'
import type { Evaluation } from './evaluation.ts'

// Outlives the view, so that results survive a change of views.
let current: Evaluation | undefined
const listeners = new Set<() => void>()

/** Replaces the current evaluation and disposes of the former one. */
export function setEvaluation(evaluation: Evaluation | undefined): void {
  current?.dispose()
  current = evaluation
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const nothing = () => () => {}
const never = () => 0

/** Returns the current evaluation and re-renders as its results come; `version` changes with each update. */
export function useEvaluation(): { evaluation: Evaluation | undefined; version: number } {
  const evaluation = useSyncExternalStore(subscribe, () => current)
  const version = useSyncExternalStore(evaluation?.subscribe ?? nothing, evaluation?.version ?? never)
  return { evaluation, version }
}
