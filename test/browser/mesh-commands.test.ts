import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../src/command/browser.ts'
import { computeInterOcular, computeNme } from '../../src/evaluation/nme.ts'
import { createRandom } from '../../src/evaluation/random.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
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

describe('npm run fit-mesh', () => {
  const random = createRandom(7)
  /** Vertices around the landmarks of a mean face, each moved at random. */
  const drawMesh = (): Point[] =>
    Array.from({ length: 468 }, (_, i) => {
      const [x, y] = MEAN_SHAPE[i % 68]
      return [200 + 200 * x + 12 * random(), 200 + 200 * y + 12 * random()]
    })
  const between = ([ax, ay]: Point, [bx, by]: Point): Point => [0.7 * ax + 0.3 * bx, 0.7 * ay + 0.3 * by]

  beforeAll(() => {
    mkdirSync(join(folder, 'train'))
    const entries = Array.from({ length: 40 }, (_, i) => {
      const mesh = drawMesh()
      writeFileSync(join(folder, `train/${i}.jpg`), '')
      writeFileSync(
        join(folder, `train/${i}.pts`),
        ptsText(MEAN_SHAPE.map((_shape, k) => between(mesh[k], mesh[k + 68]))),
      )
      return { photo: `train/${i}.jpg`, landmarks: mesh }
    })
    writeFileSync(join(folder, 'meshes.json'), JSON.stringify(entries))
    // Another face in the same photo does not count.
    const far = entries.map(({ photo, landmarks }) => ({
      photo,
      landmarks: landmarks.map(([x, y]): Point => [x + 2000, y]),
    }))
    writeFileSync(join(folder, 'more.json'), JSON.stringify([...far, ...entries]))
  })

  const readError = (said: string, of: string) => Number(new RegExp(`${of}\\s+([\\d.]+) %`).exec(said)?.[1])

  it('finds a mapping that fits, measures it on held-out faces, and leaves the shipped one alone', async () => {
    const before = readFileSync(join(ROOT, 'models/mesh.json'), 'utf8')
    const asked = ['--data', folder, '--sets', 'train', '--vertices', '2']
    const { code, said, errors } = await run('fit-mesh', ...asked, '--predictions', join(folder, 'more.json'))
    expect(code, errors).toBe(0)
    expect(said).toMatch(/faces +40\n/)
    expect(said).toMatch(/NME of held-out faces .*, 8 faces, inter-ocular/)
    // Each landmark is a mean of two vertices.
    expect(readError(said, 'NME of all faces')).toBeLessThan(1)
    const same = await run('fit-mesh', ...asked, '--predictions', join(folder, 'meshes.json'))
    expect(same.said).toBe(said)
    const checked = await run(
      'fit-mesh',
      ...asked,
      '--predictions',
      join(folder, 'meshes.json'),
      '--check',
      join(folder, 'more.json'),
    )
    expect(checked.said).toMatch(/NME of the other meshes .*, 40 faces/)
    expect(readFileSync(join(ROOT, 'models/mesh.json'), 'utf8')).toBe(before)
  })

  it('refuses test faces and files without faces', async () => {
    const asked = ['--data', folder, '--predictions', join(folder, 'meshes.json')]
    expect((await run('fit-mesh', ...asked, '--sets', 'lfpw/testset')).errors).toContain(
      'Fit the mapping on training faces',
    )
    expect((await run('fit-mesh', ...asked, '--sets', 'a set')).errors).toContain(
      'has no faces of these sets',
    )
    expect((await run('fit-mesh')).errors).toContain('--data, --sets and --predictions are needed')
  })
})
