import { useSyncExternalStore } from 'react'
import type { Evaluation } from './evaluation.ts'

// Outlives the view, so that going to another one and back loses no result.
let current: Evaluation | undefined
const listeners = new Set<() => void>()

/** Replaces the evaluation, whose thumbnails are let go. */
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

/** The evaluation that was begun last, drawn anew as its faces come; its version changes with them. */
export function useEvaluation(): { evaluation: Evaluation | undefined; version: number } {
  const evaluation = useSyncExternalStore(subscribe, () => current)
  const version = useSyncExternalStore(evaluation?.subscribe ?? nothing, evaluation?.version ?? never)
  return { evaluation, version }
}
