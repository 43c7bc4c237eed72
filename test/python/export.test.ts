import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { python, PYTHON } from '../support/python.ts'

const MODELS = fileURLToPath(new URL('../../models', import.meta.url))

interface Described {
  readonly stages: readonly { readonly sha256: string; readonly bytes: number }[]
}
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Described

describe.runIf(PYTHON)('export.py', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'wingmark-export-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const exportStages = (stage1: string, stage2: string) => {
    const stages = ['--stage1', join(MODELS, stage1), '--stage2', join(MODELS, stage2)]
    return python(['export.py', '--variant', 'mixed', ...stages, '--out', folder])
  }

  it('copies a stage of a variant, with what its card says', () => {
    exportStages('precise', 'lite')
    for (const [i, variant] of ['precise', 'lite'].entries()) {
      const name = `stage${i + 1}.bin`
      expect(readFileSync(join(folder, name)).equals(readFileSync(join(MODELS, variant, name)))).toBe(true)
      for (const file of ['model.json', 'card.json'])
        expect(readJson(join(folder, file)).stages[i]).toEqual(
          readJson(join(MODELS, variant, file)).stages[i],
        )
    }
  })

  it('names a folder that is no variant', () => {
    expect(() => exportStages('precise', '.')).toThrow(/has no model\.json and card\.json/)
  })
})
