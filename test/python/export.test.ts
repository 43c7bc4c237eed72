import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { python, PYTHON } from '../support/python.ts'

const MODELS = fileURLToPath(new URL('../../models', import.meta.url))

interface Described {
  readonly stages: readonly { readonly sha256: string; readonly bytes: number }[]
}
/** Training run of a stage, as a card describes it. */
interface RunLine {
  readonly recipe: Record<string, unknown>
  readonly commit: string
  readonly earlier?: readonly RunLine[]
}
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Described

describe.runIf(PYTHON)('export.py', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'wingmark-export-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const exportStages = (stage1: string, stage2: string, ...options: string[]) => {
    const stages = ['--stage1', resolve(MODELS, stage1), '--stage2', resolve(MODELS, stage2)]
    return python(['export.py', '--variant', 'mixed', ...stages, '--out', folder, ...options])
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

  it('lists in the card the runs before the last one', () => {
    const runs = ['first', 'second'].map((name) => join(folder, name))
    const program = `
import torch
from dataclasses import asdict
from pathlib import Path
from checkpoints import write_state
from config import Config
from networks import build_network
for out, start, seed in ((${JSON.stringify(runs[0])}, ${JSON.stringify(join(MODELS, 'wing'))}, 1), (${JSON.stringify(runs[1])}, ${JSON.stringify(join(runs[0]!, 'final.pt'))}, 2)):
    config = Config(stage=2, start=start, seed=seed)
    Path(out).mkdir()
    write_state(Path(out) / "final.pt", model=build_network(config).state_dict(), config=asdict(config), commit=f"commit {seed}")
`
    python(['-c', program])
    const first = join(folder, 'first', 'final.pt')
    exportStages('wing', join(folder, 'second', 'final.pt'), '--average-with', first, join(MODELS, 'l1'))
    const { stages } = JSON.parse(readFileSync(join(folder, 'card.json'), 'utf8')) as { stages: RunLine[] }
    const last = stages[1]!
    expect(last).toMatchObject({ commit: 'commit 2', recipe: { seed: 2, start: 'first/final.pt' } })
    expect(last.recipe.averagedWith).toEqual(['first/final.pt', join(MODELS, 'l1')])
    const { stages: wing } = JSON.parse(readFileSync(join(MODELS, 'wing', 'card.json'), 'utf8')) as {
      stages: RunLine[]
    }
    expect(last.earlier?.[0]).toMatchObject({ commit: 'commit 1', recipe: { seed: 1 } })
    expect(last.earlier?.[1]).toMatchObject({ commit: wing[1]!.commit, recipe: wing[1]!.recipe })
  })

  it('names a folder that is no variant', () => {
    expect(() => exportStages('precise', '.')).toThrow(/has no model\.json and card\.json/)
  })
})
