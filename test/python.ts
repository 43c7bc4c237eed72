import { execFileSync, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The folder of the trainer. */
export const TRAINING = fileURLToPath(new URL('../training', import.meta.url))

/** A Python with torch, numpy and Pillow, or undefined; the trainer's tests need one. */
export const PYTHON: string | undefined = ['python3', '/usr/bin/python3', 'python'].find(
  (name) => spawnSync(name, ['-c', 'import tomllib, torch, numpy, PIL'], { stdio: 'ignore' }).status === 0,
)

if (!PYTHON) {
  console.warn(
    "The trainer's tests are skipped: no Python 3.11 with torch, numpy and Pillow here (Debian: apt install python3-torch python3-numpy python3-pil).",
  )
}

/** Runs a program of test/ or training/ and gives back what it printed. */
export function python(args: readonly string[]): string {
  if (!PYTHON) throw new Error('no Python with torch')
  return execFileSync(PYTHON, args, {
    cwd: TRAINING,
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: TRAINING, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
