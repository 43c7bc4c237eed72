import { execFileSync, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Folder of the trainer. */
export const TRAINING_FOLDER = fileURLToPath(new URL('../../training', import.meta.url))

/** Error message that says what to install if `findPython` finds none. */
export const PYTHON_NEEDED =
  'Python 3.11 with torch, numpy and Pillow is needed (Debian: apt install python3-torch python3-numpy python3-pil).'

/** Finds a Python that can run the trainer, or undefined. */
export function findPython(): string | undefined {
  return ['python3', '/usr/bin/python3', 'python'].find(
    (name) => spawnSync(name, ['-c', 'import tomllib, torch, numpy, PIL'], { stdio: 'ignore' }).status === 0,
  )
}

/**
 * Runs a Python program with the trainer's folder on its path; returns its output.
 * @throws Error with its error output if it fails.
 */
export function runPython(python: string, args: readonly string[], input?: string): string {
  return execFileSync(python, args, {
    cwd: TRAINING_FOLDER,
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: TRAINING_FOLDER, PYTHONDONTWRITEBYTECODE: '1' },
    input,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
}
