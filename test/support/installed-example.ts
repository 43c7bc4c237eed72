import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, inject } from 'vitest'
import { installPackages, runUserNpm } from './user-npm.ts'

/** Folder of the examples. */
export const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url))

/** Example to install; a tool builds some of them. */
export interface Example {
  readonly name: string
  readonly isBuilt: boolean
}

/** Examples installed at a time: downloads wait for the network, builds for a core. */
const AT_A_TIME = 3

/** Copies an example, installs its packages and the tarball, and builds it. Gives the folder. */
async function install({ name, isBuilt }: Example): Promise<string> {
  const folder = join(inject('scratch'), name)
  cpSync(join(EXAMPLES, name), folder, { recursive: true })
  await installPackages(folder, `Installing the example ${name}`, inject('tarball'))
  if (isBuilt) await runUserNpm(folder, `Building the example ${name}`, 'run', 'build')
  return folder
}

/**
 * Installs examples before and beside the tests of a file, several at a time. Gives a function that waits for one of them
 * and gives its folder.
 */
export function useExamples(examples: readonly Example[]): (name: string) => Promise<string> {
  const folders = new Map<string, Promise<string>>()
  beforeAll(() => {
    const lanes = Array.from({ length: AT_A_TIME }, () => Promise.resolve())
    for (const [i, example] of examples.entries()) {
      const lane = i % AT_A_TIME
      const folder = lanes[lane]!.then(() => install(example))
      folders.set(example.name, folder)
      // Its own test reports the failure; those after it go on.
      lanes[lane] = folder.then(
        () => undefined,
        () => undefined,
      )
    }
  })
  return async (name) => {
    const folder = await folders.get(name)
    if (folder === undefined) throw new Error(`the example ${name} was not installed`)
    return folder
  }
}
