import { mkdtempSync, rmSync } from 'node:fs'
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
export default function setup(project: TestProject): () => void {
  const scratch = mkdtempSync(join(tmpdir(), 'wingmark-examples-'))
  project.provide('scratch', scratch)
  project.provide('tarball', packPackage(scratch))
  return () => rmSync(scratch, { recursive: true, force: true })
}
