/**
 * Reports known vulnerabilities of the packages used here.
 * `npm run audit -- --help` prints more.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { summarizeAudit } from './audit/audit-summary.ts'
import { runCli } from './run-cli.ts'

const HELP = `npm run audit

Reports known vulnerabilities of the packages used here. Exits with 1 if a shipped package has any, or a development
tool a severe one. If the registry gives no answer, it prints that and exits with 0.`

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Runs `npm audit` and returns its parsed report; npm exits with 1 when it finds something. */
function runNpmAudit(...options: string[]): unknown {
  const { stdout } = spawnSync('npm', ['audit', '--json', ...options], {
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
  const { lines, failed: bad } = summarizeAudit(runNpmAudit('--omit', 'dev'), runNpmAudit())
  for (const line of lines) console.log(line)
  if (bad) process.exitCode = 1
}

runCli(main)
