import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TRAINING_FOLDER } from '../../src/command/python.ts'
import { python, PYTHON } from '../support/python.ts'

const program = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Networks as small as these take five times the processor's time on two threads, which mostly wait for one another. */
const ONE_THREAD = ['--threads', '1']

describe.runIf(PYTHON)('trainer', () => {
  let folder: string
  let faces: string
  let taught: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'wingmark-trainer-'))
    faces = join(folder, 'faces')
    taught = join(folder, 'taught')
    python([program('drawn_faces.py'), faces, '48', taught, '80'])
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const short = [
    '--set',
    'crops=96',
    '--set',
    'rate=2e-4',
    '--set',
    'batch=8',
    '--set',
    'epoch=8',
    '--save-every',
    '0',
    '--precision',
    'fp32',
    ...ONE_THREAD,
  ]
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
    expect(python([program('trainer_checks.py'), faces, taught])).toContain('all checks passed')
  })

  it('writes a line an epoch, with speed and validation NME', () => {
    const lines = python(command('whole'))
      .split('\n')
      .filter((line) => line.startsWith('{"step"'))
      .map((line) => JSON.parse(line) as { loss: number; facesPerSecond: number; nme: number })
    expect(lines).toHaveLength(12)
    const last = lines[11]
    expect(last!.facesPerSecond).toBeGreaterThan(0)
    expect(last!.nme).toBeGreaterThan(0)
    const table = readFileSync(join(folder, 'whole', 'progress.csv'), 'utf8')
      .trim()
      .split(/\r?\n/)
    expect(table).toHaveLength(13)
    expect(table[0]!.split(',').slice(0, 3)).toEqual(['crops', 'loss', 'nme'])
    expect(Number(table[12]!.split(',')[2])).toBe(last!.nme)
  })

  it('trains a heat-map network on taught faces too, lowers its loss, and measures closed eyes', () => {
    const settings = ['crops=384', 'batch=16', 'epoch=96', 'rate=1e-2', 'filters=[4,4,8,8,8]', 'decoder=8']
    const folders = ['--data', faces, '--taught', taught, '--out', join(folder, 'maps')]
    const sets = settings.flatMap((one) => ['--set', one])
    const said = python(['train.py', 'configs/precise2.toml', ...folders, ...sets, ...ONE_THREAD])
    expect(said).toContain("'taught': 7")
    const lines = said.split('\n').filter((line) => line.startsWith('{"step"'))
    const [first, last] = [lines[0], lines[3]].map((line) => JSON.parse(line!) as Record<string, number>)
    expect(last!.loss).toBeLessThan(first!.loss!)
    expect(last!.nmeTaught).toBeGreaterThan(0)
    expect(last!.closedEyesPredicted).toBeGreaterThan(0)
  })

  it('goes on without its settings, on a copy of the trainer of its own', () => {
    const code = join(folder, 'whole', 'code')
    expect(readFileSync(join(code, 'COMMIT'), 'utf8').trim()).toMatch(
      /^([0-9a-f]{40}( with changes)?|unknown)$/,
    )
    expect(existsSync(join(code, 'training', 'train.py'))).toBe(true)
    const train = join(code, 'training', 'train.py')
    expect(python([train, '--data', faces, '--out', join(folder, 'whole')])).toContain('steps 12 to 12')
    expect(() => python(['train.py', '--data', faces, '--out', join(folder, 'nothing')])).toThrow(
      /no checkpoint in .*nothing to resume from\. Give a file of settings/,
    )
  })

  it('resumes exactly where it was killed', async () => {
    await new Promise<void>((resolve) => {
      const child = spawn(PYTHON ?? '', command('killed'), {
        cwd: TRAINING_FOLDER,
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
        `import checkpoints; m = checkpoints.load_weights(${JSON.stringify(join(folder, out, 'final.pt'))}); print([t.double().sum().item() for t in m.values()])`,
      ])
    expect(weights('killed')).toBe(weights('whole'))
  })

  it('gets the same weights from two processes as from one', () => {
    python(command('one'))
    // torch 1.13 under Python 3.11 stumbles over its own defaults of -r and -t.
    const torchrun = ['-m', 'torch.distributed.run', '--nproc_per_node', '2', '-r', '1', '-t', '1']
    const two = python([...torchrun, ...command('two')])
    expect(two).toContain('2 processes')
    const compare = `import sys, checkpoints
one, two = (checkpoints.load_weights(f"{sys.argv[1]}/{name}/final.pt") for name in ("one", "two"))
print(max(((one[k] - two[k]).norm() / one[k].norm()).item() for k in one if k.endswith("weight")))`
    // Sums in another order, 12 steps of AdamW later, which takes a step of full length where a gradient is
    // next to nothing: single weights differ by up to a tenth, a layer by 0.0016 of its norm at most.
    expect(Number(python(['-c', compare, folder]))).toBeLessThan(4e-3)
  })

  it('reads its constants from the file that the page reads', () => {
    const shared = JSON.parse(readFileSync(join(TRAINING_FOLDER, '../models/face.json'), 'utf8')) as {
      landmarks: number
    }
    expect(python(['-c', 'from face import FACE; print(FACE["landmarks"])']).trim()).toBe(
      String(shared.landmarks),
    )
  })
})
