/**
 * Asks the registry for known weaknesses of the packages used here.
 * `npm run audit -- --help` says more.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { verdictOf } from './audit/verdict.ts'
import { runProgram } from './program.ts'

const HELP = `npm run audit

Asks the registry for known weaknesses of the packages used here. Exits with 1 if one of those that are shipped has
any, or one of the tools a severe one. A registry that does not answer is named, and no failure.`

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What npm answers, as JSON; it exits with 1 when it finds something. */
function ask(...more: string[]): unknown {
  const { stdout } = spawnSync('npm', ['audit', '--json', ...more], {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  try {
    return JSON.parse(stdout)
  } catch {
    return undefined
  }
}

function main(): void {
  const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } })
  if (values.help) return console.log(HELP)
  const { lines, bad } = verdictOf(ask('--omit', 'dev'), ask())
  for (const line of lines) console.log(line)
  if (bad) process.exitCode = 1
}

runProgram(main)
