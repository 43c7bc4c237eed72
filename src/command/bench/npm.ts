import { execFileSync } from 'node:child_process'

/**
 * Runs npm in a folder: the npm that started this command, if any. `env` is added to the environment.
 * @throws Error with npm's error code, such as E404, or "npm failed".
 */
export function runNpm(
  args: readonly string[],
  cwd?: string,
  env: Readonly<Record<string, string>> = {},
): void {
  const own = process.env.npm_execpath
  const [program, ...first] = own ? [process.execPath, own] : ['npm']
  try {
    execFileSync(program, [...first, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
      maxBuffer: 2 ** 26,
    })
  } catch (error) {
    const output = (error as { stderr?: Buffer }).stderr?.toString() ?? ''
    throw new Error(/^npm error code (\w+)$/m.exec(output)?.[1] ?? 'npm failed', { cause: error })
  }
}
