import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../src/command/browser.ts'
import { cut, ONE_FACE, ptsText as pts, sample } from '../support/faces.ts'
import { pointsIn } from '../support/visit.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

async function evaluate(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  try {
    const run = await promisify(execFile)('npm', ['run', '--silent', 'evaluate', '--', ...args], {
      cwd: root,
    })
    return { code: 0, out: run.stdout, error: run.stderr }
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string }
    return { code: failed.code, out: failed.stdout, error: failed.stderr }
  }
}

describe('npm run evaluate', () => {
  let folder: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wingmark-evaluate-test-'))
    mkdirSync(join(folder, 'set/one'), { recursive: true })
    const browser = await launchBrowser()
    const still = await cut(browser, sample(6), ONE_FACE)
    const truth = await pointsIn(browser, still)
    await browser.close()
    writeFileSync(join(folder, 'set/one/face.jpg'), still)
    writeFileSync(join(folder, 'set/one/face.pts'), pts(truth))
    // The same face with points 8 pixels too low, and a photo whose face is not where the points say.
    writeFileSync(join(folder, 'set/one/low.jpg'), still)
    writeFileSync(join(folder, 'set/one/low.pts'), pts(truth.map(([x, y]) => [x, y + 8])))
    mkdirSync(join(folder, 'set/two'))
    writeFileSync(join(folder, 'set/two/elsewhere.jpg'), still)
    writeFileSync(join(folder, 'set/two/elsewhere.pts'), pts(truth.map(([x, y]) => [x / 5, y / 5])))
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('gives the page’s own points: no error where its points are the truth', async () => {
    const { code, out } = await evaluate(
      '--data',
      folder,
      '--sets',
      'set/one',
      '--boxes',
      'detected',
      '--json',
    )
    expect(code).toBe(0)
    expect(out).toContain('NME inter-pupil')
    const result = JSON.parse(out.trim().split('\n').at(-1) ?? '') as Record<string, number>
    expect(Object.keys(result).sort()).toEqual([
      'auc8',
      'closedEyes',
      'closedPredicted',
      'closedTrue',
      'eyesAuc',
      'eyesCorrelation',
      'faces',
      'failureRate8',
      'found',
      'groups',
      'mouthsCorrelation',
      'mouthsShare',
      'nmeInterOcular',
      'nmeInterPupil',
      'openEyes',
      'openMouths',
    ])
    expect([result.faces, result.found]).toEqual([2, 2])
    // Both pictures show the same face, which looks into the camera.
    expect(result.groups).toMatchObject([{ group: 'yaw below 15°', faces: 2 }])
    // One face exact, the other 8 px off at an inter-ocular distance of about 176 px.
    expect(result.nmeInterOcular).toBeGreaterThan(1.9)
    expect(result.nmeInterOcular).toBeLessThan(2.6)
  })

  it('counts a face that is not found as a failure', async () => {
    const { out } = await evaluate(
      '--data',
      folder,
      '--sets',
      'set/one,set/two',
      '--boxes',
      'detected',
      '--json',
    )
    const result = JSON.parse(out.trim().split('\n').at(-1) ?? '') as Record<string, number>
    expect([result.faces, result.found]).toEqual([3, 2])
    expect(result.failureRate8).toBeCloseTo(100 / 3, 6)
  })

  it.each([
    [['--data', 'nowhere', '--sets', 'a'], /There is no folder a in/],
    [['--sets', 'a'], /--data and --sets, or --empty, are required/],
    [['--data', '.', '--sets', 'src'], /The folder src contains no \.pts files/],
    [['--data', '.', '--sets', 'a', '--stage', '3'], /--stage must be 1 or 2/],
    [['--data', '.', '--sets', 'a', '--roll', 'x'], /--roll must be a number/],
  ])('says in a sentence what is wrong with %j', async (args, sentence) => {
    const { code, error } = await evaluate(...args)
    expect(code).toBe(1)
    expect(error).toMatch(sentence)
    expect(error).not.toMatch(/ at .*\.ts:/)
  })
})
