import { useSyncExternalStore } from 'react'
import type { FaceSet } from '../../../evaluation/face-sets.ts'

/** File of a data set, read on demand. */
export interface DatasetFile {
  readonly path: string
  /** @throws Error with a sentence if it cannot be read. */
  open(): Promise<Blob>
}

/** Skipped file and the reason. */
export interface Problem {
  readonly path: string
  readonly reason: string
}

/** Imported folder or archive as a list of its files. */
export interface Dataset {
  readonly name: string
  readonly files: ReadonlyMap<string, DatasetFile>
  readonly sets: readonly FaceSet[]
  readonly problems: readonly Problem[]
}

// Shared by all views, for the lifetime of the page.
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

/** Returns the current data set; undefined before the first import. */
export function useDataset(): Dataset | undefined {
  return useSyncExternalStore(subscribe, () => current)
}
