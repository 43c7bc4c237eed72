import { execFileSync, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The folder of the trainer. */
export const TRAINING = fileURLToPath(new URL('../../training', import.meta.url))

/** What to install where there is no such Python. */
export const PYTHON_NEEDED =
  'Python 3.11 with torch, numpy and Pillow is needed (Debian: apt install python3-torch python3-numpy python3-pil).'

/** A Python that the trainer runs on, or undefined. */
export function findPython(): string | undefined {
  return ['python3', '/usr/bin/python3', 'python'].find(
    (name) => spawnSync(name, ['-c', 'import tomllib, torch, numpy, PIL'], { stdio: 'ignore' }).status === 0,
  )
}

/**
 * Runs a Python program with the trainer's modules at hand; gives what it printed.
 * @throws Error if it fails, with what it said.
 */
export function runPython(python: string, args: readonly string[], input?: string): string {
  return execFileSync(python, args, {
    cwd: TRAINING,
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: TRAINING, PYTHONDONTWRITEBYTECODE: '1' },
    input,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
}
