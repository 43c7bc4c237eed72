import { useSyncExternalStore } from 'react'
import type { FaceSet } from '../../../evaluation/face-sets.ts'

/** A file of a data set, read only when it is its turn. */
export interface DatasetFile {
  readonly path: string
  /** @throws Error with a sentence if it cannot be read. */
  open(): Promise<Blob>
}

/** Something that was left out, and why. */
export interface Problem {
  readonly path: string
  readonly reason: string
}

/** A folder or an archive that a person gave, as a list of what is in it. */
export interface Dataset {
  readonly name: string
  readonly files: ReadonlyMap<string, DatasetFile>
  readonly sets: readonly FaceSet[]
  readonly problems: readonly Problem[]
}

// One for all views of the lab, as long as the page lives.
let current: Dataset | undefined
const listeners = new Set<() => void>()

/** Replaces the data set in all views. */
export function setDataset(dataset: Dataset): void {
  current = dataset
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The data set that was given last; undefined before any was. */
export function useDataset(): Dataset | undefined {
  return useSyncExternalStore(subscribe, () => current)
}
