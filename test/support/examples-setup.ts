import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { packPackage } from './packed-package.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the packed package that the examples install. */
    tarball: string
    /** Folder for what the examples install, removed at the end. */
    scratch: string
  }
}

/** Packs the package once for all examples. */
export default function setup(project: TestProject): () => Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'wingmark-examples-'))
  project.provide('scratch', scratch)
  project.provide('tarball', packPackage(scratch))
  // Not at once: Vitest would not hear that its workers have ended while a gigabyte is removed.
  return () => rm(scratch, { recursive: true, force: true })
}
