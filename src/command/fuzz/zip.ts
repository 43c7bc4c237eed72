import { deflateRawSync } from 'node:zlib'
import { MAX_ENTRY_BYTES, openZip } from '../../app/media/dataset/open-zip.ts'
import { isDatasetFile } from '../../evaluation/face-sets.ts'
import { FormatError } from '../../evaluation/format-error.ts'
import { createZip, type WrongEndFields, type ZipEntry } from './zip-archive.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { assertHolds, isSentence, checkParser, type FuzzTarget } from './fuzz-target.ts'
import type { SeededRandom } from './random.ts'
import { createPtsText } from './seeds.ts'

/** Names that point outside the archive, are special to a system, or are not text. */
const NAMES: readonly (string | Uint8Array)[] = [
  '../../etc/face.pts',
  '/etc/face.pts',
  'C:\\Windows\\face.pts',
  '..\\face.pts',
  'set/../../face.pts',
  'set//face.pts',
  'face.pts\0.jpg',
  '\0.pts',
  'con.pts',
  '__proto__.pts',
  'set/',
  '',
  '.pts',
  '__MACOSX/set/._face.pts',
  'réel/visage.pts',
  Buffer.from([0x66, 0xff, 0xfe, 0x2e, 0x70, 0x74, 0x73]),
  `${'deep/'.repeat(5000)}face.pts`,
  `${'x'.repeat(60_000)}.pts`,
]

/** 2 MB of zeros, which deflate to 2 kB. */
const NOTHING = Buffer.alloc(2 ** 21)
const NOTHING_DEFLATED = deflateRawSync(NOTHING)

const EDGE_VALUES = [0, 1, 30, 0xffff, 0x10000, 0x7fffffff, 0xfffffffe, 0xffffffff] as const

function createEntry(random: SeededRandom, index: number): ZipEntry {
  const name = random.chance(0.3) ? random.pick(NAMES) : `set/${index}.${random.pick(['pts', 'jpg', 'xml'])}`
  const file: ZipEntry = random.chance(0.05)
    ? { name, data: NOTHING, deflated: NOTHING_DEFLATED }
    : { name, data: Buffer.from(createPtsText(random)), stored: random.chance(0.3) }
  if (random.chance(0.6)) return file
  const what = random.pick([
    'method',
    'flags',
    'crc',
    'compressed',
    'uncompressed',
    'offset',
    'disk',
    'extra',
  ] as const)
  if (what === 'extra') {
    // Extra field of zip64, AES or unknown type; its length may be wrong.
    const extra = Buffer.alloc(4 + random.size(6), random.below(256))
    extra.writeUInt16LE(random.pick([1, 0x9901, 0x7075, 0x5455, 0xffff]), 0)
    extra.writeUInt16LE(random.pick([extra.length - 4, 0, 8, 0xffff]), 2)
    return { ...file, extra }
  }
  const value = random.pick(EDGE_VALUES)
  const short = what === 'method' || what === 'flags' || what === 'disk'
  const lie = short ? random.pick([1, 9, 12, 14, 93, 97, 99, 0x2001, 0xffff]) : value
  return { ...file, wrongFields: { [what]: lie } }
}

function createWrongEndFields(random: SeededRandom): WrongEndFields {
  if (random.chance(0.6)) return {}
  const what = random.pick(['entries', 'size', 'offset', 'disk', 'comment'] as const)
  const value = random.pick(EDGE_VALUES)
  return { [what]: what === 'disk' || what === 'comment' ? value % 0x10000 : value }
}

function createArchive(random: SeededRandom): Buffer {
  const count = 1 + random.below(6)
  const files = Array.from({ length: count }, (_, i) => createEntry(random, i))
  const whole = createZip(files, createWrongEndFields(random), random.chance(0.2))
  if (random.chance(0.5)) return whole
  return mutateBytes(random, whole, createZip([createEntry(random, 9)]))
}

/** Reader of a data set's archive; all listed files are opened. */
export const ZIP_TARGET: FuzzTarget<Buffer> = {
  name: 'zip',
  timeLimitMs: 1000,
  createInput: createArchive,
  parseInput: (bytes) =>
    checkParser(
      () => openZip(new Blob([new Uint8Array(bytes)]), 'mine.zip'),
      FormatError,
      async ({ files, problems }) => {
        assertHolds(
          problems.map(({ reason }) => reason).every(isSentence),
          'a skipped file has no readable reason',
        )
        for (const { path, open } of files) {
          assertHolds(
            isDatasetFile(path) && !path.split('/').includes('..'),
            `${path} points outside the archive`,
          )
          await checkParser(open, FormatError, ({ size }) =>
            assertHolds(size <= MAX_ENTRY_BYTES, `${size} bytes`),
          )
        }
      },
    ),
  serialize: (bytes) => bytes,
}
