import { findPython, PYTHON_NEEDED, runPython } from '../../src/command/python.ts'

/** A Python with torch, numpy and Pillow, or undefined; the trainer's tests need one. */
export const PYTHON: string | undefined = findPython()

if (!PYTHON) console.warn(`The trainer's tests are skipped. ${PYTHON_NEEDED}`)

/** Runs a program of test/python or training/ and gives back what it printed. */
export function python(args: readonly string[], input?: string): string {
  if (!PYTHON) throw new Error(PYTHON_NEEDED)
  return runPython(PYTHON, args, input)
}
