import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPython, PYTHON_NEEDED, runPython } from '../python.ts'

/** A run of training/experiments.py. */
export interface Run {
  readonly group: string
  readonly name: string
  readonly settings: Readonly<Record<string, string | number | boolean>>
}

/** All runs there should be. @throws Error without a Python that the trainer runs on. */
export function listRuns(): Run[] {
  const python = findPython()
  if (!python) throw new Error(PYTHON_NEEDED)
  return JSON.parse(runPython(python, ['experiments.py', '--list'])) as Run[]
}

/** The run's last validation NME in percent, or undefined if it is not finished. */
export function readValidationNme(runs: string, { name }: Run): number | undefined {
  const progress = join(runs, name, 'progress.csv')
  if (!existsSync(join(runs, name, 'final.pt')) || !existsSync(progress)) return undefined
  const lines = readFileSync(progress, 'utf8').trim().split(/\r?\n/)
  const column = lines[0].split(',').indexOf('nme')
  const last = Number(lines.at(-1)?.split(',')[column])
  return Number.isFinite(last) ? last : undefined
}

/** The run's CNN-6 as a variant's folder, exported once. */
export function exportRun(runs: string, { name }: Run): string {
  const folder = join(runs, name, 'export')
  const python = findPython()
  if (!python) throw new Error(PYTHON_NEEDED)
  if (!existsSync(join(folder, 'model.json'))) {
    const stage1 = join(runs, name, 'final.pt')
    runPython(python, ['export.py', '--variant', name, '--stage1', stage1, '--out', folder])
  }
  return folder
}

/** What `make` gives, kept in the run's folder for the next time. */
export async function readOrCompute<T>(
  runs: string,
  { name }: Run,
  file: string,
  make: () => Promise<T>,
): Promise<T> {
  const path = join(runs, name, file)
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as T
  const made = await make()
  writeFileSync(path, JSON.stringify(made))
  return made
}
