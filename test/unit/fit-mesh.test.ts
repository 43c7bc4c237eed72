import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../../src/evaluation/random.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import type { Point } from '../../src/geometry/point.ts'
import { ptsText } from '../support/faces.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Runs the command; returns its exit code and what it says. */
function fitMesh(...args: string[]): Promise<{ code: number; said: string; errors: string }> {
  const command = ['--import', 'tsx', 'src/command/fit-mesh.ts', ...args]
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: ROOT }, (error, said, errors) =>
      resolve({ code: error ? Number(error.code) : 0, said, errors }),
    )
  })
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wingmark-fit-mesh-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('npm run fit-mesh', () => {
  const random = createRandom(7)
  /** Vertices around the landmarks of a mean face, each moved at random. */
  const drawMesh = (): Point[] =>
    Array.from({ length: 468 }, (_, i) => {
      const [x, y] = MEAN_SHAPE[i % 68]!
      return [200 + 200 * x + 12 * random(), 200 + 200 * y + 12 * random()]
    })
  const between = ([ax, ay]: Point, [bx, by]: Point): Point => [0.7 * ax + 0.3 * bx, 0.7 * ay + 0.3 * by]

  beforeAll(() => {
    mkdirSync(join(folder, 'train'))
    mkdirSync(join(folder, 'other'))
    writeFileSync(join(folder, 'other/0.jpg'), '')
    writeFileSync(join(folder, 'other/0.pts'), ptsText(MEAN_SHAPE.map(([x, y]): Point => [200 * x, 200 * y])))
    const entries = Array.from({ length: 40 }, (_, i) => {
      const mesh = drawMesh()
      writeFileSync(join(folder, `train/${i}.jpg`), '')
      writeFileSync(
        join(folder, `train/${i}.pts`),
        ptsText(MEAN_SHAPE.map((_shape, k) => between(mesh[k]!, mesh[k + 68]!))),
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
    const { code, said, errors } = await fitMesh(...asked, '--predictions', join(folder, 'more.json'))
    expect(code, errors).toBe(0)
    expect(said).toMatch(/faces +40\n/)
    expect(said).toMatch(/NME of held-out faces .*, 8 faces, inter-ocular/)
    // Each landmark is a mean of two vertices.
    expect(readError(said, 'NME of all faces')).toBeLessThan(1)
    const same = await fitMesh(...asked, '--predictions', join(folder, 'meshes.json'))
    expect(same.said).toBe(said)
    const checked = await fitMesh(
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
    expect((await fitMesh(...asked, '--sets', 'lfpw/testset')).errors).toContain(
      'Fit the mapping on training faces',
    )
    expect((await fitMesh(...asked, '--sets', 'other')).errors).toContain('has no faces of these sets')
    expect((await fitMesh()).errors).toContain('--data, --sets and --predictions are needed')
  })
})
