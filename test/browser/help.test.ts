import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const { scripts } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as {
  scripts: Record<string, string>
}
const PROGRAMS = new Set(
  Object.values(scripts).flatMap((script) => script.match(/src\/command\/[\w-]+\.ts/g) ?? []),
)

async function readHelp(program: string): Promise<string> {
  const args = ['--import', 'tsx', program, '--help']
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT })
  return stdout
}

/** Reads the description of each option from the help, by option. */
function readDescriptions(help: string): Map<string, string> {
  return new Map(
    [...help.matchAll(/^ {2}(--[\w-]+(?: [^ ]+)?) {2,}(.+)$/gm)].map(([, name, words]) => [name!, words!]),
  )
}

describe('the programs of the command line', () => {
  it('answer --help, with the same words for the same options', async () => {
    const said = new Map<string, string>()
    for (const program of PROGRAMS) {
      const help = await readHelp(program)
      expect(help, program).toMatch(/^(npm run|tsx) /)
      const source = readFileSync(`${ROOT}/${program}`, 'utf8')
      for (const [, option] of source.matchAll(/^ {6}'?([\w-]+)'?: \{ type: '(?:string|boolean)'/gm))
        if (option !== 'help') expect(help, program).toContain(`--${option} `)
      for (const [option, words] of readDescriptions(help)) {
        const shared = /^--(data|backend)\b/.test(option)
        if (shared) expect(words, `${program} ${option}`).toBe(said.get(option) ?? words)
        said.set(option, words)
      }
    }
    expect(PROGRAMS.size).toBeGreaterThanOrEqual(10)
  })
})
