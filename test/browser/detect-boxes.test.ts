import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../src/command/browser.ts'
import { computeSquareAtRoll } from '../../src/geometry/square.ts'
import { cut, ONE_FACE, ptsText, sample } from '../support/faces.ts'
import { pointsIn } from '../support/visit.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = (...args: string[]) =>
  execFileSync('npm', ['run', '--silent', 'detect-boxes', '--', ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })

describe('npm run detect-boxes', () => {
  let folder: string
  let face: { x: number; y: number; side: number }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wingmark-detect-boxes-test-'))
    const browser = await launchBrowser()
    const still = await cut(browser, sample(6), ONE_FACE)
    const truth = await pointsIn(browser, still)
    await browser.close()
    const { centre, side } = computeSquareAtRoll(truth, 0)
    face = { x: centre[0], y: centre[1], side }
    for (const set of ['lfpw/trainset', 'helen/trainset', 'afw'])
      mkdirSync(join(folder, set), { recursive: true })
    for (const key of ['lfpw/trainset/image_0001', 'helen/trainset/1_1', 'afw/2_1']) {
      writeFileSync(join(folder, `${key}.jpg`), still)
      writeFileSync(join(folder, `${key}.pts`), ptsText(truth))
    }
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('writes where the detector sees the faces that the trainer starts from', () => {
    expect(run('--data', folder)).toContain('faces in 3 of 3 photos')
    const found = JSON.parse(readFileSync(join(folder, 'mediapipe-boxes.json'), 'utf8')) as Record<
      string,
      { box: number[]; keypoints: [number, number][] }[]
    >
    expect(Object.keys(found).sort()).toEqual(['afw/2_1', 'helen/trainset/1_1', 'lfpw/trainset/image_0001'])
    const { box, keypoints } = found['afw/2_1']![0]!
    expect(Math.hypot(box[0]! - face.x, box[1]! - face.y)).toBeLessThan(0.2 * face.side)
    expect(box[2]! / face.side).toBeGreaterThan(0.85)
    expect(box[2]! / face.side).toBeLessThan(1.3)
    expect(keypoints).toHaveLength(6)
    // The eye on the left of the picture comes first, as the trainer's roll expects.
    expect(keypoints[0]![0]).toBeLessThan(keypoints[1]![0])
  })

  it('names a photo that is none, and leaves no file', () => {
    rmSync(join(folder, 'mediapipe-boxes.json'))
    writeFileSync(join(folder, 'afw/2_1.jpg'), 'no photo')
    expect(() => run('--data', folder)).toThrow(/afw\/2_1\.jpg cannot be opened as a picture/)
    expect(() => readFileSync(join(folder, 'mediapipe-boxes.json'))).toThrow(/ENOENT/)
    expect(() => run()).toThrow(/--data is required/)
  })
})
