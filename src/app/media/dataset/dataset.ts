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
