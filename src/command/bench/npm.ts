import { execFileSync } from 'node:child_process'

/**
 * Runs npm, the one that runs this program if there is one, in a folder.
 * @throws Error with npm's own code, such as E404, or "npm failed".
 */
export function runNpm(words: readonly string[], cwd?: string): void {
  const own = process.env.npm_execpath
  const [program, ...first] = own ? [process.execPath, own] : ['npm']
  try {
    execFileSync(program, [...first, ...words], {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
      maxBuffer: 2 ** 26,
    })
  } catch (error) {
    const said = (error as { stderr?: Buffer }).stderr?.toString() ?? ''
    throw new Error(/^npm error code (\w+)$/m.exec(said)?.[1] ?? 'npm failed', { cause: error })
  }
}
