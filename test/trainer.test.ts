import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TRAINING } from '../src/command/python.ts'
import { python, PYTHON } from './python.ts'

const program = (name: string) => fileURLToPath(new URL(name, import.meta.url))

describe.runIf(PYTHON)('trainer', () => {
  let folder: string
  let faces: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'wingmark-trainer-'))
    faces = join(folder, 'faces')
    python([program('drawn_faces.py'), faces, '48'])
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const short = ['--set', 'faces=96', '--set', 'batch=8', '--save-every', '0']
  const command = (out: string) => [
    'train.py',
    'configs/stage1.toml',
    '--data',
    faces,
    '--out',
    join(folder, out),
    ...short,
  ]

  it('cuts, mirrors and splits faces as it should', () => {
    expect(python([program('trainer_checks.py'), faces])).toContain('all checks passed')
  })

  it('prints faces a second and validation NME, and lowers the loss', () => {
    const lines = python(command('whole'))
      .split('\n')
      .filter((line) => line.startsWith('{"step"'))
      .map((line) => JSON.parse(line) as { loss: number; facesPerSecond: number; nmeInterPupil: number })
    expect(lines).toHaveLength(12)
    const last = lines[11]
    expect(last.facesPerSecond).toBeGreaterThan(0)
    expect(last.nmeInterPupil).toBeGreaterThan(0)
    expect(last.loss).toBeLessThan(lines[0].loss)
  })

  it('resumes exactly where it was killed', async () => {
    await new Promise<void>((resolve) => {
      const child = spawn(PYTHON ?? '', command('killed'), {
        cwd: TRAINING,
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      child.stdout.on('data', (text: Buffer) => {
        if (text.includes('"step": 5,')) child.kill('SIGKILL')
      })
      child.on('exit', () => resolve())
    })
    expect(existsSync(join(folder, 'killed', 'final.pt'))).toBe(false)
    const rest = python(command('killed'))
    expect(rest).toMatch(/steps [5-9] to 12/)
    const weights = (out: string) =>
      python([
        '-c',
        `import torch, sys; m = torch.load(${JSON.stringify(join(folder, out, 'final.pt'))})["model"]; print([t.double().sum().item() for t in m.values()])`,
      ])
    expect(weights('killed')).toBe(weights('whole'))
  })

  it('gets the same weights from two processes as from one', () => {
    const exact = ['--precision', 'fp32', '--threads', '1']
    python([...command('one'), ...exact])
    // torch 1.13 under Python 3.11 stumbles over its own defaults of -r and -t.
    const torchrun = ['-m', 'torch.distributed.run', '--nproc_per_node', '2', '-r', '1', '-t', '1']
    const two = python([...torchrun, ...command('two'), ...exact])
    expect(two).toContain('2 processes')
    const compare = `import sys, torch
one, two = (torch.load(f"{sys.argv[1]}/{name}/final.pt")["model"] for name in ("one", "two"))
print(max(((one[k] - two[k]).norm() / one[k].norm()).item() for k in one if k.endswith("weight")))`
    // Sums in another order, 12 steps of AdamW later, which takes a step of full length where a gradient is
    // next to nothing: single weights differ by up to a tenth, a layer by 0.0016 of its norm at most.
    expect(Number(python(['-c', compare, folder]))).toBeLessThan(4e-3)
  })

  it('reads its constants from the file that the page reads', () => {
    const shared = JSON.parse(readFileSync(join(TRAINING, '../models/face.json'), 'utf8')) as {
      landmarks: number
    }
    expect(python(['-c', 'from face import FACE; print(FACE["landmarks"])']).trim()).toBe(
      String(shared.landmarks),
    )
  })
})
