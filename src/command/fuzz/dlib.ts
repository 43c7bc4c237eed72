import { parseDlib } from '../../evaluation/dlib.ts'
import { FormatError } from '../../evaluation/format-error.ts'
import { assertHolds, isSentence, checkParser, type FuzzTarget } from './fuzz-target.ts'
import { assertFace } from './pts.ts'
import { createDlibText } from './seeds.ts'
import { mutateText } from './mutate-text.ts'

const PHOTOS = ['a.jpg', 'sub/b &amp; c.png', 'sub\\d.jpg']

/** Parser of dlib's imglab XML. */
export const DLIB_TARGET: FuzzTarget<string> = {
  name: 'dlib',
  timeLimitMs: 1000,
  createInput: (random) => mutateText(random, createDlibText(random, PHOTOS), createDlibText(random, PHOTOS)),
  parseInput: (text) =>
    checkParser(
      () => parseDlib(text),
      FormatError,
      (images) => {
        assertHolds(images.length > 0, 'it has no images')
        for (const { file, faces } of images) {
          assertHolds(file !== '' && !file.includes('\\'), `${file} is not a path`)
          for (const face of faces) {
            if (typeof face === 'string') assertHolds(isSentence(face), face)
            else assertFace(face)
          }
        }
      },
    ),
  serialize: (text) => text,
}
