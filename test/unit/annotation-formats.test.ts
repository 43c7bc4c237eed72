import { describe, expect, it } from 'vitest'
import { createAnnotationParser } from '../../src/evaluation/annotation-files.ts'
import type { AnnotatedShape, PhotoWithFaces } from '../../src/evaluation/annotated-image.ts'
import { parseCoco } from '../../src/evaluation/coco.ts'
import { parseDlib } from '../../src/evaluation/dlib.ts'
import { findPhotoOfPts } from '../../src/evaluation/face-sets.ts'
import { formatCoco } from '../../src/evaluation/format-coco.ts'
import { formatDlib } from '../../src/evaluation/format-dlib.ts'
import { formatPts } from '../../src/evaluation/format-landmarks.ts'
import { formatLjson } from '../../src/evaluation/format-ljson.ts'
import { parseLjson } from '../../src/evaluation/ljson.ts'
import { parsePts } from '../../src/evaluation/pts.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import type { Point } from '../../src/geometry/point.ts'

const face = MEAN_SHAPE.map(([x, y]): Point => [237.1234 * x + 400.4567, 237.1234 * y + 300.7891])
const aside = face.map(([x, y]): Point => [x + 311.3, y - 17.7])
const photos: PhotoWithFaces[] = [
  { file: 'set/two faces & "more".jpg', width: 1280, height: 960, faces: [face, aside] },
  { file: 'set/ohne.png', width: 640, height: 480, faces: [] },
  { file: 'grün.webp', width: 800, height: 600, faces: [aside] },
]

/** Points that were read lie within 0.01 pixels of those that were written. */
function expectSame(read: AnnotatedShape | undefined, written: readonly Point[]): void {
  if (typeof read !== 'object') throw new Error(read ?? 'there is no face')
  expect(read).toHaveLength(written.length)
  for (const [i, [x, y]] of read.entries())
    expect(Math.hypot(x - written[i]![0], y - written[i]![1])).toBeLessThan(0.01)
}

describe('.pts', () => {
  it('gives back what was written, a pixel counted from 1', () => {
    expectSame(parsePts(formatPts(face)), face)
    const lines = formatPts([[0.5, 2.5]]).split('\n')
    expect(lines.slice(0, 4)).toEqual(['version: 1', 'n_points: 1', '{', '1.000 3.000'])
  })

  it('has further faces of a photo in files of their own', () => {
    const text = formatPts(face)
    const known = ['set/a.jpg', 'set/b.face2.jpg']
    const find = (path: string) => createAnnotationParser(known)(path, text)[0]!.photo
    expect(find('set/a.pts')).toBe('set/a.jpg')
    expect(find('set/a.face2.pts')).toBe('set/a.jpg')
    expect(find('set/b.face2.pts')).toBe('set/b.face2.jpg')
    // The folder was lost.
    expect(find('a.face3.pts')).toBe('set/a.jpg')
    expect(find('set/c.pts')).toBeUndefined()
    expect(findPhotoOfPts('set/a.face2.pts', (path) => known.includes(path))).toBe('set/a.jpg')
  })

  it('is refused with another number of points', () => {
    expect(() => createAnnotationParser(['a.jpg'])('a.pts', formatPts(face.slice(1)))).toThrow(
      'there are 67 points instead of 68',
    )
  })
})

describe('XML of dlib', () => {
  it('gives back what was written, of all photos', () => {
    const images = parseDlib(formatDlib(photos))
    expect(images.map(({ file }) => file)).toEqual(photos.map(({ file }) => file))
    for (const [i, { faces }] of images.entries()) {
      expect(faces).toHaveLength(photos[i]!.faces.length)
      for (const [j, points] of faces.entries()) expectSame(points, photos[i]!.faces[j]!)
    }
  })

  it('has whole pixels in what dlib itself reads, and a box around them', () => {
    const text = formatDlib(photos)
    expect(text).toContain(
      "<image file='set/two faces &amp; &quot;more&quot;.jpg' width='1280' height='960'>",
    )
    const attributes = [...text.matchAll(/\s(?:x|y|top|left|width|height)='([^']*)'/g)].map(
      ([, value]) => value,
    )
    expect(attributes.length).toBeGreaterThan(400)
    for (const value of attributes) expect(value).toMatch(/^-?\d+$/)
    // dlib's box ends at left + width - 1.
    const [, top, left, width, height] = (
      /top='(.*?)' left='(.*?)' width='(.*?)' height='(.*?)'/.exec(text) ?? []
    ).map(Number)
    const xs = face.map(([x]) => Math.round(x - 0.5))
    const ys = face.map(([, y]) => Math.round(y - 0.5))
    expect([left, left! + width! - 1]).toEqual([Math.min(...xs), Math.max(...xs)])
    expect([top, top! + height! - 1]).toEqual([Math.min(...ys), Math.max(...ys)])
  })

  it('goes by whole pixels where another program has moved a point', () => {
    const text = formatDlib([{ ...photos[2]!, faces: [face] }])
    const moved = text.replace(/(name='05') x='\d+'/, "$1 x='12'")
    const image = parseDlib(moved)[0]!
    expect((image.faces[0] as readonly Point[])[5]![0]).toBe(12.5)
    expectSame(
      (image.faces[0] as readonly Point[]).filter((_, i) => i !== 5),
      face.filter((_, i) => i !== 5),
    )
  })
})

describe('key points of COCO', () => {
  it('give back what was written, of all photos', () => {
    const images = parseCoco(formatCoco(photos))
    expect(images.map(({ file }) => file)).toEqual(photos.map(({ file }) => file))
    for (const [i, { faces }] of images.entries()) {
      expect(faces).toHaveLength(photos[i]!.faces.length)
      for (const [j, points] of faces.entries()) expectSame(points, photos[i]!.faces[j]!)
    }
  })

  it('are laid out as COCO documents them', () => {
    const { images, annotations, categories } = JSON.parse(formatCoco(photos)) as {
      images: unknown[]
      annotations: Record<string, unknown>[]
      categories: { keypoints: string[]; skeleton: [number, number][] }[]
    }
    expect(images[2]).toEqual({ id: 3, file_name: 'grün.webp', width: 800, height: 600 })
    expect(annotations).toHaveLength(3)
    const { keypoints, bbox, ...rest } = (annotations as [Record<string, number[]>])[0]!
    expect(rest).toMatchObject({ id: 1, image_id: 1, category_id: 1, num_keypoints: 68, iscrowd: 0 })
    expect(keypoints).toHaveLength(204)
    expect(keypoints!.filter((_, i) => i % 3 === 2)).toEqual(Array(68).fill(2))
    const xs = face.map(([x]) => x)
    expect(bbox![0]).toBeCloseTo(Math.min(...xs), 2)
    expect(bbox![0]! + bbox![2]!).toBeCloseTo(Math.max(...xs), 2)
    const category = categories[0]!
    expect(new Set(category.keypoints).size).toBe(68)
    expect(category.keypoints[36]).toBe('right_eye_1')
    // Counted from 1; the last edge of the right eye leads back to its first point.
    expect(category.skeleton).toContainEqual([42, 37])
    expect(category.skeleton.flat().every((at) => at >= 1 && at <= 68)).toBe(true)
  })

  /** Small file as the documentation of the format has it. */
  const small = (keypoints: unknown) =>
    JSON.stringify({
      images: [{ id: 7, file_name: 'sub\\a.jpg', width: 9, height: 9 }],
      annotations: [
        { id: 1, image_id: 7, category_id: 1, bbox: [0, 0, 5, 5], iscrowd: 0 },
        { id: 2, image_id: 7, category_id: 1, num_keypoints: 0, keypoints: [0, 0, 0, 0, 0, 0] },
        { id: 3, image_id: 7, category_id: 1, num_keypoints: 2, keypoints },
      ],
      categories: [],
    })

  it('count pixels from 0; boxes and crowds are no faces', () => {
    expect(parseCoco(small([0, 3, 2, 4, 8.25, 1]), 2)).toEqual([
      {
        file: 'sub/a.jpg',
        faces: [
          [
            [0.5, 3.5],
            [4.5, 8.75],
          ],
        ],
      },
    ])
  })

  it('say what is wrong with a face', () => {
    expect(parseCoco(small([0, 3, 2, 0, 0, 0]), 2)[0]!.faces).toEqual(['1 of its 2 points are not marked'])
    expect(parseCoco(small([0, 3, 2]), 2)[0]!.faces).toEqual(['there are 1 points instead of 2'])
    expect(parseCoco(small([0, 'x', 2, 1, 1, 2]), 2)[0]!.faces).toEqual(['a coordinate is not a number'])
  })

  it.each([
    ['no JSON', '{', 'not valid JSON'],
    ['another JSON', '{"a": 1}', 'no COCO file'],
    ['an image without a name', '{"images": [{"id": 1}], "annotations": []}', 'no id or no file_name'],
    ['no key points', '{"images": [{"id": 1, "file_name": "a"}], "annotations": [{}]}', 'has key points'],
    [
      'a face of no image',
      '{"images": [], "annotations": [{"image_id": 4, "keypoints": [1]}]}',
      'no image 4',
    ],
    ['no images', '{"images": [], "annotations": []}', 'contains no image'],
  ])('are refused with %s', (_, text, sentence) => {
    expect(() => parseCoco(text)).toThrow(sentence)
  })
})

describe('.ljson', () => {
  it('gives back what was written', () => {
    const faces = parseLjson(formatLjson([face, aside]))
    expect(faces).toHaveLength(2)
    expectSame(faces[0], face)
    expectSame(faces[1], aside)
    expect(parseLjson(formatLjson([]))).toEqual([])
  })

  it('has the row first, counted from 0, and menpo’s version 3', () => {
    const root = JSON.parse(formatLjson([face])) as {
      version: number
      groups: Record<
        string,
        { landmarks: { points: number[][] }; labels: { label: string; mask: number[] }[] }
      >
    }
    expect(root.version).toBe(3)
    const { landmarks, labels } = root.groups.LJSON!
    expect(landmarks.points[0]![0]).toBeCloseTo(face[0]![1] - 0.5, 3)
    expect(landmarks.points[0]![1]).toBeCloseTo(face[0]![0] - 0.5, 3)
    expect(labels.find(({ label }) => label === 'left_eye')?.mask).toEqual([42, 43, 44, 45, 46, 47])
    // Each landmark has a label.
    expect(new Set(labels.flatMap(({ mask }) => mask)).size).toBe(68)
  })

  it('is read in version 2 too', () => {
    const text =
      '{"version": 2, "labels": [], "landmarks": {"points": [[3, 1], [8.25, 4]], "connectivity": []}}'
    expect(parseLjson(text, 2)).toEqual([
      [
        [1.5, 3.5],
        [4.5, 8.75],
      ],
    ])
  })

  it.each([
    ['no JSON', '', 'not valid JSON'],
    ['a list', '[]', 'holds no landmarks'],
    ['version 1', '{"version": 1, "groups": []}', 'version 1'],
    ['no version', '{}', 'no .ljson of version 2 or 3'],
  ])('is refused with %s', (_, text, sentence) => {
    expect(() => parseLjson(text)).toThrow(sentence)
  })

  it('says what is wrong with a face', () => {
    const version2 = (points: unknown) => JSON.stringify({ version: 2, landmarks: { points } })
    expect(parseLjson(version2([[1, 2]]), 2)).toEqual(['there are 1 points instead of 2'])
    expect(
      parseLjson(
        version2([
          [1, 2],
          [null, null],
        ]),
        2,
      ),
    ).toEqual(['a coordinate is not a number'])
    expect(
      parseLjson(
        version2([
          [1, 2],
          [1, 2, 3],
        ]),
        2,
      ),
    ).toEqual(['one of its points is not [y, x]'])
    expect(parseLjson(version2(undefined), 2)).toEqual(['it has no list of points'])
  })
})
