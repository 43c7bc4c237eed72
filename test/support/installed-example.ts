import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll } from 'vitest'
import { packPackage } from './packed-package.ts'

/** Folder of the examples. */
export const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url))

/** Environment of a user's npm: without the variables of the test runner. */
export const USER_ENVIRONMENT = {
  ...process.env,
  NODE_ENV: undefined,
  NEXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
}

const npm = (args: readonly string[], cwd: string) =>
  execFileSync('npm', args, { cwd, stdio: 'pipe', env: USER_ENVIRONMENT })

/**
 * Packs the package before the tests of a file. Gives a function that copies an example into a temporary folder,
 * installs its packages and the tarball there, builds it if it is to be built, and returns the folder.
 */
export function useInstaller(): (name: string, isBuilt: boolean) => string {
  let scratch = ''
  let tarball = ''
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'wingmark-examples-'))
    tarball = packPackage(scratch)
  })
  afterAll(() => rmSync(scratch, { recursive: true, force: true }))
  return (name, isBuilt) => {
    const folder = join(scratch, name)
    cpSync(join(EXAMPLES, name), folder, { recursive: true })
    npm(['install', '--no-audit', '--no-fund', '--loglevel=error', tarball], folder)
    if (isBuilt) npm(['run', 'build'], folder)
    return folder
  }
}
