import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { python, PYTHON } from '../support/python.ts'

const program = (name: string) => fileURLToPath(new URL(name, import.meta.url))

describe.runIf(PYTHON)('trainer, when something goes wrong', () => {
  let folder: string
  let faces: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'wingmark-trainer-faults-'))
    faces = join(folder, 'faces')
    python([program('drawn_faces.py'), faces, '24'])
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const train = (out: string, ...more: string[]) => [
    'train.py',
    'configs/stage1.toml',
    '--data',
    faces,
    '--out',
    join(folder, out),
    '--save-every',
    '0',
    '--threads',
    '1',
    // Small, so that a checkpoint is quickly written.
    ...['crops=32', 'batch=8', 'filters=[2,2,2,2,2]', 'hidden=4'].flatMap((one) => ['--set', one]),
    ...more,
  ]
  const file = (out: string, name: string) => join(folder, out, name)

  /** Spoils a file of the data for the time of `work`. */
  function spoiled(name: string, content: Buffer | string, work: () => void): void {
    const path = join(faces, name)
    const good = readFileSync(path)
    writeFileSync(path, content)
    try {
      work()
    } finally {
      writeFileSync(path, good)
    }
  }

  it('names every photo and points file that cannot be read, before anything is trained', () => {
    const photo = readFileSync(join(faces, 'afw/2_1.jpg'))
    spoiled('afw/2_1.jpg', photo.subarray(0, 500), () =>
      spoiled('lfpw/trainset/image_0000.pts', 'version: 1\nn_points: 68\n{\n1 2\n3 4\n}\n', () =>
        spoiled('helen/trainset/000001_1.pts', `{${'nan 1 '.repeat(68)}}`, () => {
          let said = ''
          try {
            python(train('spoiled'))
          } catch (error) {
            said = String(error)
          }
          expect(said).toMatch(/afw\/2_1\.jpg: /)
          expect(said).toMatch(/image_0000\.pts: 2 points instead of 68/)
          expect(said).toMatch(/000001_1\.pts: the points are not those of a face/)
          expect(said).toContain('3 of 24 faces cannot be read')
          expect(said).not.toContain('Traceback')
          expect(existsSync(file('spoiled', 'final.pt'))).toBe(false)
        }),
      ),
    )
  })

  it('stops at a loss that is not a number, and leaves the last checkpoint', () => {
    const before = ['-c', 'import checkpoints, sys; print(checkpoints.read_state(sys.argv[1])["step"])']
    // A rate at which the weights overflow.
    expect(() => python(train('nan', '--set', 'rate=1e30', '--set', 'loss="l2"'))).toThrow(
      /The loss is (nan|inf) at step \d+\. The checkpoints are kept\. Start again with a lower rate/,
    )
    if (existsSync(file('nan', 'checkpoint.pt')))
      expect(Number(python([...before, file('nan', 'checkpoint.pt')]))).toBeLessThan(4)
    expect(existsSync(file('nan', 'final.pt'))).toBe(false)
  })

  it('goes on from the checkpoint before where the last one is damaged', () => {
    const whole = python(train('damaged'))
    expect(whole).toContain('steps 0 to 4')
    rmSync(file('damaged', 'final.pt'))
    truncateSync(file('damaged', 'checkpoint.pt'), 1000)
    // What a kill in the middle of writing leaves behind.
    writeFileSync(file('damaged', 'checkpoint.new.tmp'), 'half a checkpoint')
    const again = python(train('damaged'))
    expect(again).toMatch(/checkpoint\.pt cannot be read \(\w+\); trying the previous one/)
    expect(again).toContain('steps 3 to 4')
    expect(existsSync(file('damaged', 'final.pt'))).toBe(true)

    truncateSync(file('damaged', 'checkpoint.pt'), 1000)
    truncateSync(file('damaged', 'checkpoint.before.pt'), 1000)
    expect(() => python(train('damaged'))).toThrow(/No checkpoint in .* can be read\. Move them away/)
  })

  it('runs no code that a checkpoint carries', () => {
    const evil = `import pickle, sys, os
class Evil:
    def __reduce__(self): return os.system, ("touch " + sys.argv[2],)
import torch
torch.save({"state": "{}", "tensors": [], "model": Evil()}, sys.argv[1])`
    python(train('evil'))
    const touched = file('evil', 'touched')
    python(['-c', evil, file('evil', 'checkpoint.pt'), touched])
    expect(python(train('evil'))).toMatch(/checkpoint\.pt cannot be read \(UnpicklingError\)/)
    expect(existsSync(touched)).toBe(false)
  })

  it('trains on where the disk is full, says so, and finishes when there is room', () => {
    // No file may be larger than this many bytes; less than a checkpoint.
    const full = `import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")`
    let said = ''
    python([
      '-c',
      'import sys, pathlib, code_snapshot; code_snapshot.copy_code(pathlib.Path(sys.argv[1]))',
      join(folder, 'full'),
    ])
    try {
      python(['-c', full, ...train('full')])
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string }
      said = stdout + stderr
    }
    expect(said).toMatch(/No checkpoint at step 1: .*\. The previous one is kept and training continues\./)
    expect(said).toMatch(
      /The trained network could not be written: .*\. Free some space and run the same command/,
    )
    expect(said).not.toContain('Traceback')
    expect(existsSync(file('full', 'final.pt'))).toBe(false)
    expect(python(train('full'))).toContain('steps 0 to 4')
    expect(existsSync(file('full', 'final.pt'))).toBe(true)
  })
})
