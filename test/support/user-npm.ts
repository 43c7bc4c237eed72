import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Environment of a user's npm: without the variables of the test runner. */
export const USER_ENVIRONMENT = {
  ...process.env,
  NODE_ENV: undefined,
  NEXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
}

const INSTALL = ['install', '--no-audit', '--no-fund', '--loglevel=error']

/**
 * Runs npm in a folder, with the cache that all folders share.
 * @throws Error that begins with `what` and ends with npm's output.
 */
export async function runUserNpm(folder: string, what: string, ...args: string[]): Promise<string> {
  try {
    const options = { cwd: folder, env: USER_ENVIRONMENT, maxBuffer: 2 ** 26 }
    const { stdout } = await promisify(execFile)('npm', args, options)
    return stdout
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${what} failed: npm ${args.join(' ')}\n${stdout}${stderr}`, { cause: error })
  }
}

/** Installs packages, from npm's cache where it has them; once more, from the registry, if that fails. */
export async function installPackages(folder: string, what: string, ...names: string[]): Promise<void> {
  try {
    await runUserNpm(folder, what, ...INSTALL, '--prefer-offline', ...names)
  } catch {
    await runUserNpm(folder, what, ...INSTALL, ...names)
  }
}
