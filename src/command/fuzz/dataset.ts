import { photosOf } from '../../app/media/dataset/faces.ts'
import { datasetOfFiles } from '../../app/media/dataset/import-dataset.ts'
import { FormatError } from '../../evaluation/format-error.ts'
import { archive } from './zip-archive.ts'
import { spoiltBytes } from './mutate-bytes.ts'
import { holds, isSentence, taken, type Entrance } from './fuzz-target.ts'
import { holdsFace } from './pts.ts'
import type { Random } from './random.ts'
import { dlibText, ptsText } from './seeds.ts'
import { spoiltText } from './mutate-text.ts'

/** A file below a folder that a person chose. */
interface Chosen {
  readonly path: string
  readonly data: Buffer
}

const PATHS = ['set/a', 'set/b', 'set/sub/c', 'set/../d', 'set/__MACOSX/._e', 'set/A', 'set/', 'set/x.pts/y']
const ENDS = ['.pts', '.PTS', '.jpg', '.JPG', '.jpeg', '.png', '.xml', '.zip', '.txt', '']

function contentOf(random: Random, path: string): Buffer {
  if (/\.pts$/i.test(path)) {
    const text = ptsText(random)
    return Buffer.from(random.chance(0.5) ? text : spoiltText(random, text, text))
  }
  if (path.endsWith('.xml')) {
    const text = dlibText(random, ['a.jpg', 'sub/c.png', 'gone.jpg', '../../a.jpg'])
    return Buffer.from(random.chance(0.5) ? text : spoiltText(random, text, text))
  }
  if (!path.endsWith('.zip')) return Buffer.from('no photo')
  const whole = archive([
    { name: 'z/a.pts', data: Buffer.from(ptsText(random)) },
    { name: 'z/a.jpg', data: Buffer.from('no photo'), stored: true },
  ])
  return random.chance(0.5) ? whole : spoiltBytes(random, whole, whole)
}

function make(random: Random): Chosen[] {
  return Array.from({ length: 1 + random.below(8) }, () => {
    const path = random.pick(PATHS) + random.pick(ENDS)
    return { path, data: contentOf(random, path) }
  })
}

/** As the browser gives it. */
function fileOf({ path, data }: Chosen): File {
  const file = new File([new Uint8Array(data)], path.slice(path.lastIndexOf('/') + 1))
  return Object.defineProperty(file, 'webkitRelativePath', { value: path })
}

/** A folder of annotated photos, up to the faces in it. */
export const DATASET: Entrance<readonly Chosen[]> = {
  name: 'dataset',
  patience: 1000,
  make,
  take: (chosen) =>
    taken(
      () => datasetOfFiles(chosen.map(fileOf)),
      FormatError,
      async (dataset) => {
        holds(dataset.sets.length > 0, 'it has no sets')
        const reasons = dataset.problems.map(({ reason }) => reason)
        const photos = await photosOf(dataset, dataset.sets, ({ reason }) => reasons.push(reason))
        holds(reasons.every(isSentence), reasons.join('; '))
        for (const { landmarks, faces } of photos) {
          await taken(landmarks, FormatError, (marked) => {
            holds(marked.length === faces, `${marked.length} faces instead of ${faces}`)
            for (const points of marked) holdsFace(points)
          })
        }
      },
    ),
  record: (chosen) => JSON.stringify(chosen.map(({ path, data }) => [path, data.toString('base64')])),
}
