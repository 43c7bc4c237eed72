import { listDatasetPhotos } from '../../app/media/dataset/dataset-photos.ts'
import { importFiles } from '../../app/media/dataset/import-dataset.ts'
import { FormatError } from '../../evaluation/format-error.ts'
import { createZip } from './zip-archive.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { assertHolds, isSentence, checkParser, type FuzzTarget } from './fuzz-target.ts'
import { assertFace } from './pts.ts'
import type { SeededRandom } from './random.ts'
import { createDlibText, createPtsText } from './seeds.ts'
import { mutateText } from './mutate-text.ts'

/** File in a folder that a user chose. */
interface ChosenFile {
  readonly path: string
  readonly data: Buffer
}

const PATHS = ['set/a', 'set/b', 'set/sub/c', 'set/../d', 'set/__MACOSX/._e', 'set/A', 'set/', 'set/x.pts/y']
const EXTENSIONS = ['.pts', '.PTS', '.jpg', '.JPG', '.jpeg', '.png', '.xml', '.zip', '.txt', '']

function createContent(random: SeededRandom, path: string): Buffer {
  if (/\.pts$/i.test(path)) {
    const text = createPtsText(random)
    return Buffer.from(random.chance(0.5) ? text : mutateText(random, text, text))
  }
  if (path.endsWith('.xml')) {
    const text = createDlibText(random, ['a.jpg', 'sub/c.png', 'gone.jpg', '../../a.jpg'])
    return Buffer.from(random.chance(0.5) ? text : mutateText(random, text, text))
  }
  if (!path.endsWith('.zip')) return Buffer.from('no photo')
  const whole = createZip([
    { name: 'z/a.pts', data: Buffer.from(createPtsText(random)) },
    { name: 'z/a.jpg', data: Buffer.from('no photo'), stored: true },
  ])
  return random.chance(0.5) ? whole : mutateBytes(random, whole, whole)
}

function createFiles(random: SeededRandom): ChosenFile[] {
  return Array.from({ length: 1 + random.below(8) }, () => {
    const path = random.pick(PATHS) + random.pick(EXTENSIONS)
    return { path, data: createContent(random, path) }
  })
}

/** Creates a File as the browser gives it. */
function toFile({ path, data }: ChosenFile): File {
  const file = new File([new Uint8Array(data)], path.slice(path.lastIndexOf('/') + 1))
  return Object.defineProperty(file, 'webkitRelativePath', { value: path })
}

/** Import of a folder of annotated photos, including its faces. */
export const DATASET_TARGET: FuzzTarget<readonly ChosenFile[]> = {
  name: 'dataset',
  timeLimitMs: 1000,
  createInput: createFiles,
  parseInput: (chosen) =>
    checkParser(
      () => importFiles(chosen.map(toFile)),
      FormatError,
      async (dataset) => {
        assertHolds(dataset.sets.length > 0, 'it has no sets')
        const reasons = dataset.problems.map(({ reason }) => reason)
        const photos = await listDatasetPhotos(dataset, dataset.sets, ({ reason }) => reasons.push(reason))
        assertHolds(reasons.every(isSentence), reasons.join('; '))
        for (const { landmarks, faces } of photos) {
          await checkParser(landmarks, FormatError, (marked) => {
            assertHolds(marked.length === faces, `${marked.length} faces instead of ${faces}`)
            for (const points of marked) assertFace(points)
          })
        }
      },
    ),
  serialize: (chosen) => JSON.stringify(chosen.map(({ path, data }) => [path, data.toString('base64')])),
}
