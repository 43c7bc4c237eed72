import { describe, expect, it } from 'vitest'
import { parseDlib } from '../../src/evaluation/dlib.ts'
import { FormatError } from '../../src/evaluation/format-error.ts'
import {
  isDatasetFile,
  findPhotoOfPts,
  createPhotoFinder,
  groupIntoSets,
} from '../../src/evaluation/face-sets.ts'
import type { Point } from '../../src/geometry/point.ts'

const parts = (points: readonly Point[]) =>
  points
    .map(([x, y], i) => `<part name='${String(i).padStart(2, '0')}' x='${x - 0.5}' y='${y - 0.5}'/>`)
    .join('\n')
const box = (inner: string, more = '') => `<box top='1' left='2' width='30' height='40'${more}>${inner}</box>`
const dataset = (inner: string) => `<?xml version='1.0' encoding='ISO-8859-1'?>
<?xml-stylesheet type='text/xsl' href='image_metadata_stylesheet.xsl'?>
<dataset><name>faces</name><images>${inner}</images></dataset>`

const face = Array.from({ length: 68 }, (_, i): Point => [i + 0.5, 2 * i + 10.5])

describe('XML of dlib', () => {
  it('gives points in pixels whose top-left corner is (0, 0)', () => {
    const image = parseDlib(dataset(`<image file='a/b.jpg'>${box(parts(face))}</image>`))[0]!
    expect(image.file).toBe('a/b.jpg')
    // dlib's (0, 10) is the centre of that pixel.
    expect(image.faces).toEqual([face])
  })

  it('goes by the names of points, not by their order', () => {
    const shuffled = parts(face).split('\n').reverse().join('\n')
    expect(parseDlib(dataset(`<image file="a.jpg">${box(shuffled)}</image>`))[0]!.faces).toEqual([face])
  })

  it('takes several faces and photos, leaves ignored boxes and comments out', () => {
    const images = parseDlib(
      dataset(
        `<image file='one &amp; two\\three.png' width='9' height='8'>${box(parts(face))}${box(parts(face), " ignore='1'")}
         <!-- <image file='no.jpg'/> -->${box(parts(face))}</image>
         <image file='none.jpg'></image><image file='short.jpg'>${box('')}<box top='1' left='1' width='3' height='3'/></image>`,
      ),
    )
    expect(images.map(({ file }) => file)).toEqual(['one & two/three.png', 'none.jpg', 'short.jpg'])
    expect(images.map(({ faces }) => faces.length)).toEqual([2, 0, 2])
    expect(images[2]!.faces).toEqual(Array(2).fill('there are 0 points instead of 68'))
  })

  it('says in a sentence what is wrong', () => {
    expect(() => parseDlib('<svg/>')).toThrow('it is not a dlib data set: it contains no image')
    expect(() => parseDlib(dataset(`<image file='a.jpg'>${box(parts(face))}`))).toThrow(
      'it is cut off in the middle of a.jpg',
    )
    const wrong = parts(face).replace("x='5'", "x='five'")
    expect(parseDlib(dataset(`<image file='a.jpg'>${box(wrong)}</image>`))[0]!.faces).toEqual([
      'a coordinate is not a number',
    ])
  })

  it.each([
    ['an open photo in an open photo', "<image file='a.jpg'><image file='b.jpg'/>", 'a.jpg does not end'],
    ['a photo without a name', '<image/>', 'an image in it has no file'],
    ['a tag that does not end', "<image file='a.jpg'/><image file='b.jpg", 'in the middle of a tag'],
    ['a comment that does not end', "<image file='a.jpg'/><!-- ", 'in the middle of a comment'],
  ])('is refused with %s', (_, inner, sentence) => {
    expect(() => parseDlib(inner)).toThrow(sentence)
  })

  it('takes no coordinate that is empty or outside of any photo', () => {
    const empty = parts(face).replace("x='5'", "x=' '")
    const far = parts(face).replace("x='5'", "x='5e30'")
    const images = parseDlib(dataset(`<image file='a.jpg'>${box(empty)}${box(far)}</image>`))
    expect(images[0]!.faces).toEqual(['a coordinate is not a number', 'a coordinate is outside of any photo'])
  })

  it('reads only the entities of XML', () => {
    const { file } = parseDlib("<image file='&lt;&constructor;&#x41;&#66;&#x110000;'/>")[0]!
    expect(file).toBe('<&constructor;AB&#x110000;')
  })

  // Expressions for whole tags took minutes over these, or overflowed the stack.
  it.each([
    ['tags that do not end', '<image '.repeat(500_000)],
    ['quotes that do not end', `<image ${'"'.repeat(3_000_001)}`],
    ['comments that do not end', '<!--'.repeat(1_000_000)],
    ['one long tag', `<image ${'a'.repeat(10_000_000)}>`],
    ['many attributes without values', `<image ${'a '.repeat(2_000_000)}>`],
    ['room after an attribute', `<image a${' '.repeat(4_000_000)}b>`],
    ['brackets', '<'.repeat(4_000_000)],
    ['entities that do not end', `<image file='${'&#x'.repeat(1_000_000)}'>`],
  ])('refuses megabytes of %s quickly', (_, given) => {
    const began = performance.now()
    expect(() => parseDlib(given)).toThrow(FormatError)
    expect(performance.now() - began).toBeLessThan(5000)
  })
})

describe('sets of a folder', () => {
  const paths = [
    '300w/lfpw/testset/image_2.pts',
    '300w/lfpw/testset/image_2.png',
    '300w/lfpw/testset/image_1.pts',
    '300w/lfpw/testset/image_1.JPG',
    '300w/helen/testset/face.pts',
    '300w/labels.xml',
    '300w/readme.txt',
    '__MACOSX/300w/helen/testset/._face.pts',
    '300w/.hidden/face.pts',
  ]

  it('are its folders with .pts files, then its XML files', () => {
    expect(groupIntoSets(paths)).toEqual([
      { kind: 'pts', name: '300w/helen/testset', files: ['300w/helen/testset/face.pts'] },
      {
        kind: 'pts',
        name: '300w/lfpw/testset',
        files: ['300w/lfpw/testset/image_1.pts', '300w/lfpw/testset/image_2.pts'],
      },
      { kind: 'xml', name: '300w/labels.xml', files: ['300w/labels.xml'] },
    ])
    expect(groupIntoSets(['a.pts'])).toEqual([{ kind: 'pts', name: '.', files: ['a.pts'] }])
    expect(paths.filter((path) => !isDatasetFile(path))).toEqual(paths.slice(-3))
  })

  it('have a photo beside each .pts file', () => {
    const has = (path: string) => paths.includes(path)
    expect(findPhotoOfPts(paths[0]!, has)).toBe(paths[1])
    expect(findPhotoOfPts(paths[2]!, has)).toBe(paths[3])
    expect(() => findPhotoOfPts(paths[4]!, has)).toThrow('there is no photo beside it (.jpg, .jpeg, .png)')
  })

  it('have the photos that an XML names, from its own folder', () => {
    const all = ['d/labels.xml', 'd/one/a.jpg', 'd/two/a.jpg', 'b.jpg']
    const find = createPhotoFinder('d/labels.xml', all)
    expect(find('one/a.jpg')).toBe('d/one/a.jpg')
    expect(find('./two/../two/a.jpg')).toBe('d/two/a.jpg')
    expect(find('../b.jpg')).toBe('b.jpg')
    // The folders were lost: the only file of that name; of two there is no telling.
    expect(find('elsewhere/b.jpg')).toBe('b.jpg')
    expect(find('three/a.jpg')).toBeUndefined()
  })
})
