import { parseDlib } from '../../evaluation/dlib.ts'
import { FormatError } from '../../evaluation/format-error.ts'
import { holds, isSentence, taken, type Entrance } from './fuzz-target.ts'
import { holdsFace } from './pts.ts'
import { dlibText } from './seeds.ts'
import { spoiltText } from './mutate-text.ts'

const PHOTOS = ['a.jpg', 'sub/b &amp; c.png', 'sub\\d.jpg']

/** XML of dlib's imglab. */
export const DLIB: Entrance<string> = {
  name: 'dlib',
  patience: 1000,
  make: (random) => spoiltText(random, dlibText(random, PHOTOS), dlibText(random, PHOTOS)),
  take: (text) =>
    taken(
      () => parseDlib(text),
      FormatError,
      (images) => {
        holds(images.length > 0, 'it has no images')
        for (const { file, faces } of images) {
          holds(file !== '' && !file.includes('\\'), `${file} is no path`)
          for (const face of faces) {
            if (typeof face === 'string') holds(isSentence(face), face)
            else holdsFace(face)
          }
        }
      },
    ),
  record: (text) => text,
}
