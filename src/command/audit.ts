/**
 * `npm run audit`: what the registry knows of weaknesses in the packages used here. Exits with 1 if one of
 * those that are shipped has any, or one of the tools a severe one; a registry that does not tell is said.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { summarizeAudit } from './audit/audit-summary.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What npm answers, as JSON; it exits with 1 when it finds something. */
function runNpmAudit(...more: string[]): unknown {
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

const { lines, failed: bad } = summarizeAudit(runNpmAudit('--omit', 'dev'), runNpmAudit())
for (const line of lines) console.log(line)
if (bad) process.exitCode = 1
