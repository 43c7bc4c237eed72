import { describe, expect, it } from 'vitest'
import {
  readMethod,
  countMatches,
  formatSeriesName,
  MAX_METHODS,
} from '../../src/app/features/evaluate/methods.ts'
import type { Dataset } from '../../src/app/media/dataset/dataset.ts'
import { compareFound } from '../../src/evaluation/bootstrap.ts'
import { formatPts } from '../../src/evaluation/format-landmarks.ts'
import { readMethodFiles } from '../../src/evaluation/read-method.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import type { Point } from '../../src/geometry/point.ts'

const face = MEAN_SHAPE.map(([x, y]): Point => [100 * x + 200, 100 * y + 150])
const json = (...photos: string[]) => JSON.stringify(photos.map((photo) => ({ photo, landmarks: face })))

const dataset: Dataset = {
  name: 'mine',
  files: new Map(
    ['set/a.jpg', 'set/a.pts', 'set/b.png', 'set/c.jpg'].map((path) => [
      path,
      { path, open: () => Promise.resolve(new Blob()) },
    ]),
  ),
  sets: [],
  problems: [],
}
const give = (text: string, name: string) => [new File([text], name)]

describe('another method in Evaluate', () => {
  it('is read from one file or several, and matched by the photos’ names', async () => {
    const method = await readMethod(
      give(json('elsewhere/a.png', 'b.jpg', 'd.jpg'), 'theirs.json'),
      dataset,
      [],
    )
    expect(method).toMatchObject({ id: 'method-1', label: 'theirs.json' })
    expect(countMatches(dataset, method.faces)).toEqual({ photos: 3, matched: 2 })
    expect(method.faces.find('set/a.jpg', face)).toHaveLength(68)
    const second = await readMethod(
      [...give(formatPts(face), 'a.pts'), ...give(formatPts(face), 'c.pts')],
      dataset,
      [method],
    )
    expect(second).toMatchObject({ id: 'method-2', label: '2 files' })
    expect(countMatches(dataset, second.faces).matched).toBe(2)
    expect(formatSeriesName('method-2', [method, second])).toBe('2 files')
    expect(formatSeriesName('wing', [method])).toBe('Wing')
    // The number of one that was removed is free again.
    expect((await readMethod(give(json('a.jpg'), 'x.json'), dataset, [second])).id).toBe('method-1')
  })

  it.each([
    ['no faces', '[]', 'x.json', 'x.json holds no predictions'],
    ['no JSON', '{', 'x.json', /^x\.json cannot be read: /],
    [
      'an unknown number of points',
      '[{"photo":"a","landmarks":[[1,2]]}]',
      'x.json',
      /a: there are 1 points; 68, /,
    ],
    ['a CSV without photos', 'x_0,y_0\n1,2\n', 'x.csv', 'its first row names no column "photo"'],
    ['another format', 'hello', 'x.txt', 'x.txt contains no .pts, .csv or .json file.'],
    [
      'other photos',
      json('z.jpg'),
      'x.json',
      'None of the photos in x.json is in mine: the first there is z.jpg, here a.jpg.',
    ],
  ])('says what is wrong with %s', async (_, text, name, message) => {
    await expect(readMethod(give(text, name), dataset, [])).rejects.toThrow(message)
  })

  it('is refused when there are as many as there are colours', async () => {
    const all = Array.from({ length: MAX_METHODS }, (_, i) => ({
      id: `method-${i + 1}`,
      label: 'x',
      faces: readMethodFiles('x', [{ path: 'x.json', text: json('a.jpg') }]),
    }))
    await expect(readMethod(give(json('a.jpg'), 'y.json'), dataset, all)).rejects.toThrow('At most 3 methods')
  })

  it('is compared over the faces that both found', () => {
    expect(compareFound([1, Infinity, 3], [0.5, 1, 2.5])).toMatchObject({ difference: 0.5, faces: 2 })
    expect(compareFound([Infinity], [1])).toBeUndefined()
    expect(compareFound([], [])).toBeUndefined()
  })
})
