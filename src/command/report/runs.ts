import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPython, PYTHON_NEEDED, runPython } from '../python.ts'

/** Training run defined in training/experiments.py. */
export interface Run {
  readonly group: string
  readonly name: string
  readonly settings: Readonly<Record<string, string | number | boolean>>
}

/** Lists all defined runs. @throws Error if there is no Python that can run the trainer. */
export function listRuns(): Run[] {
  const python = findPython()
  if (!python) throw new Error(PYTHON_NEEDED)
  return JSON.parse(runPython(python, ['experiments.py', '--list'])) as Run[]
}

/** Reads a run's last validation NME in percent; undefined if it is not finished. */
export function readValidationNme(runs: string, { name }: Run): number | undefined {
  const progress = join(runs, name, 'progress.csv')
  if (!existsSync(join(runs, name, 'final.pt')) || !existsSync(progress)) return undefined
  const lines = readFileSync(progress, 'utf8').trim().split(/\r?\n/)
  const column = lines[0]!.split(',').indexOf('nme')
  const last = Number(lines.at(-1)?.split(',')[column])
  return Number.isFinite(last) ? last : undefined
}

/** Exports a run's CNN-6 as a variant if that has not been done, and returns the folder. */
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

/** Reads a result from a file in the run's folder; if it is missing, computes and writes it. */
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
