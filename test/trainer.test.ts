import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { python, PYTHON, TRAINING } from './python.ts'

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
    'configs/wing-stage1.toml',
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

  it('reads its constants from the file that the page reads', () => {
    const shared = JSON.parse(readFileSync(join(TRAINING, '../models/face.json'), 'utf8')) as {
      landmarks: number
    }
    expect(python(['-c', 'from face import FACE; print(FACE["landmarks"])']).trim()).toBe(
      String(shared.landmarks),
    )
  })
})
