import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../src/command/browser.ts'
import { computeInterOcular, computeNme } from '../../src/evaluation/nme.ts'
import type { Point } from '../../src/geometry/point.ts'
import { cut, ONE_FACE, ptsText, sample } from '../support/faces.ts'
import { pointsIn } from '../support/visit.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Runs a program of src/command; returns its exit code and what it says. */
function run(program: string, ...args: string[]): Promise<{ code: number; said: string; errors: string }> {
  const command = ['--import', 'tsx', `src/command/${program}.ts`, ...args]
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: ROOT }, (error, said, errors) =>
      resolve({ code: error ? Number(error.code) : 0, said, errors }),
    )
  })
}

let folder: string
let truth: readonly Point[]
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wingmark-predict-'))
  mkdirSync(join(folder, 'a set'))
  const browser = await launchBrowser()
  const still = await cut(browser, sample(6), ONE_FACE)
  truth = await pointsIn(browser, still)
  await browser.close()
  writeFileSync(join(folder, 'a set/face.jpg'), still)
  writeFileSync(join(folder, 'a set/face.pts'), ptsText(truth))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('npm run predict', () => {
  it('writes another library’s landmarks of each photo, as npm run evaluate reads them', async () => {
    const out = join(folder, 'found.json')
    const asked = ['--library', 'face-api', '--data', folder, '--sets', 'a set', '--out', out]
    const { code, said, errors } = await run('predict', ...asked)
    expect(code, errors).toBe(0)
    expect(said).toContain('Faces in 1 of 1 photos.')
    const found = JSON.parse(readFileSync(out, 'utf8')) as { photo: string; landmarks: Point[] }[]
    const face = found.find(({ photo }) => photo === 'a set/face.jpg')
    expect(face?.landmarks).toHaveLength(68)
    // In pixels of the photo, with the origin in its corner.
    expect(computeNme(face?.landmarks ?? [], truth, computeInterOcular)).toBeLessThan(0.1)

    const scored = ['--data', folder, '--sets', 'a set', '--variant', 'lite', '--limit', '1']
    const evaluated = await run('evaluate', ...scored, '--predictions', out)
    expect(evaluated.code, evaluated.errors).toBe(0)
    expect(evaluated.said).toContain('NME inter-ocular')
  })

  it('says what is wrong with its arguments', async () => {
    expect((await run('predict', '--library', 'human')).errors).toContain('--data, --sets and --out')
    const asked = ['--data', folder, '--sets', 'a set', '--out', join(folder, 'no.json')]
    expect((await run('predict', '--library', 'dlib', ...asked)).errors).toContain(
      '--library must be human or face-mesh or face-api, not "dlib".',
    )
    expect((await run('predict', '--library', 'human', ...asked.with(3, 'none'))).errors).toContain(
      'There is no folder none',
    )
  })
})
