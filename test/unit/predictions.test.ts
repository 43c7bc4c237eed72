import { describe, expect, it } from 'vitest'
import { applyMapping, MESH_MAPPING, toSixtyEight } from '../../src/evaluation/mesh-mapping.ts'
import { fitMapping } from '../../src/evaluation/mesh-fit.ts'
import { MethodFaces } from '../../src/evaluation/method-faces.ts'
import { parsePredictions } from '../../src/evaluation/predictions.ts'
import { createRandom } from '../../src/evaluation/random.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import type { Point } from '../../src/geometry/point.ts'

const face = MEAN_SHAPE.map(([x, y]): Point => [100 * x + 200, 100 * y + 150])
const pts = `version: 1\nn_points: 68\n{\n${face.map(([x, y]) => `${x + 0.5} ${y + 0.5}`).join('\n')}\n}\n`

const expectFace = (found: readonly Point[] | undefined) => {
  expect(found).toHaveLength(68)
  for (const [i, [x, y]] of (found ?? []).entries()) {
    expect(x).toBeCloseTo(face[i]![0], 6)
    expect(y).toBeCloseTo(face[i]![1], 6)
  }
}

describe('predictions of other methods', () => {
  it('are read from .pts, CSV and JSON alike', () => {
    const head = face.map((_, i) => `x_${i}, y_${i}`).join(', ')
    const csv = `photo, ${head}\n"a, b.jpg", ${face.flat().join(', ')}\nempty.jpg, ${face.map(() => ',').join('')}\n`
    const json = JSON.stringify([
      { photo: 'a, b.jpg', landmarks: face },
      { photo: 'empty.jpg', landmarks: null },
    ])
    for (const [path, text] of [
      ['set/a, b.pts', pts],
      ['all.csv', csv],
      ['all.json', json],
    ] as const) {
      const faces = parsePredictions(path, text)
      expect(faces).toHaveLength(1)
      expectFace(new MethodFaces('method', faces).find('set/a, b', face))
    }
  })

  it('say what is wrong with them', () => {
    expect(() => parsePredictions('a.csv', 'x_0,y_0\n1,2\n')).toThrow('names no column "photo"')
    expect(() => parsePredictions('a.csv', '"a\n')).toThrow(/quotes/)
    expect(() => parsePredictions('a.json', '{')).toThrow('not valid JSON')
    expect(() => parsePredictions('a.json', '[{"photo": "a.jpg", "landmarks": [[1, 2]]}]')).toThrow(
      'there are 1 points; 68, 468, 478 can be read',
    )
    expect(() => parsePredictions('a.txt', '')).toThrow('.pts, .csv or .json')
  })

  it('belong to the face that they lie on, not to another one in the photo', () => {
    const aside = face.map(([x, y]): Point => [x + 400, y])
    const method = new MethodFaces(
      'method',
      [aside, face].map((landmarks) => ({ photo: 'two.jpg', landmarks })),
    )
    expectFace(method.find('set/two', face))
    expect(
      method.find(
        'set/two',
        face.map(([x, y]) => [x, y + 900]),
      ),
    ).toBeUndefined()
    expect(method.find('set/other', face)).toBeUndefined()
  })
})

describe('the mapping of a mesh', () => {
  it('follows affine transforms: its weights have the sum 1', () => {
    expect(MESH_MAPPING.landmarks).toHaveLength(68)
    for (const vertices of MESH_MAPPING.landmarks)
      expect(vertices.reduce((sum, [, weight]) => sum + weight, 0)).toBeCloseTo(1, 3)
    expect(MESH_MAPPING.heldOutNme).toBeLessThan(5)
  })

  it('is found where landmarks are means of vertices', () => {
    const random = createRandom(5)
    const samples = Array.from({ length: 30 }, () => {
      const mesh = Array.from({ length: 80 }, (_, i): Point => [20 * i + 6 * random(), 10 * i + 6 * random()])
      const truth = Array.from({ length: 68 }, (_, i): Point => {
        const [[ax, ay], [bx, by]] = [mesh[i]!, mesh[i + 1]!]
        return [0.7 * ax + 0.3 * bx, 0.7 * ay + 0.3 * by]
      })
      return { mesh, truth }
    })
    const mapping = fitMapping(samples, 2, 80)
    const { mesh, truth } = samples[0]!
    for (const [i, [x, y]] of applyMapping(mapping, mesh).entries())
      expect(Math.hypot(x - truth[i]![0], y - truth[i]![1])).toBeLessThan(0.5)
  })

  it('takes 68, 468 and 478 points', () => {
    const mesh = (count: number) => Array.from({ length: count }, (_, i): Point => [i, 2 * i])
    expect([68, 468, 478].map((count) => toSixtyEight(mesh(count)).length)).toEqual([68, 68, 68])
    expect(() => toSixtyEight(mesh(5))).toThrow(RangeError)
  })
})
