import { createAnnotationParser } from '../../evaluation/annotation-files.ts'
import { formatCoco } from '../../evaluation/format-coco.ts'
import { formatDlib } from '../../evaluation/format-dlib.ts'
import { formatLjson } from '../../evaluation/format-ljson.ts'
import { FormatError } from '../../evaluation/format-error.ts'
import { assertHolds, checkParser, isSentence, type FuzzTarget } from './fuzz-target.ts'
import { mutateJson } from './mutate-json.ts'
import { mutateText } from './mutate-text.ts'
import { assertFace } from './pts.ts'
import type { SeededRandom } from './random.ts'
import { createFace } from './seeds.ts'

interface AnnotationFile {
  readonly path: string
  readonly text: string
}

const PHOTOS = ['set/a.jpg', 'b.png']

function createFile(random: SeededRandom, path: string): string {
  const faces = () => Array.from({ length: random.below(3) }, () => createFace(random))
  if (path.endsWith('.ljson')) return formatLjson(faces())
  const photos = PHOTOS.map((file) => ({ file, width: 900, height: 700, faces: faces() }))
  return path.endsWith('.xml') ? formatDlib(photos) : formatCoco(photos)
}

const parse = createAnnotationParser(PHOTOS)

/** Parser of the files that Annotate reads and writes. */
export const ANNOTATIONS: FuzzTarget<AnnotationFile> = {
  name: 'annotations',
  timeLimitMs: 1000,
  createInput: (random) => {
    const path = random.pick(['all.json', 'set/a.ljson', 'all.xml'])
    const text = createFile(random, path)
    if (path.endsWith('.xml')) return { path, text: mutateText(random, text, text) }
    return { path, text: mutateJson(random, JSON.parse(text)) }
  },
  parseInput: ({ path, text }) =>
    checkParser(
      () => parse(path, text),
      FormatError,
      (annotations) => {
        for (const { photo, faces } of annotations) {
          assertHolds(photo === undefined || PHOTOS.includes(photo), `${photo} is no photo`)
          for (const face of faces) {
            if (typeof face === 'string') assertHolds(isSentence(face), face)
            else assertFace(face)
          }
        }
      },
    ),
  serialize: ({ path, text }) => `${path}\n${text}`,
}
