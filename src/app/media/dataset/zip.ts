import type { Entry, FileEntry, ZipReaderGetEntriesOptions } from '@zip.js/zip.js'
import { isDatasetFile } from '../../../evaluation/face-sets.ts'
import { truncateName, FormatError } from '../../../evaluation/format-error.ts'
import type { Problem, Source } from './dataset.ts'

/** More entries than in data sets of 68 points (300W has 8 thousand files); each takes 6 kB of memory. */
export const MOST_ENTRIES = 50_000
/** After so many entries the page has its turn: 30 ms. */
const AT_ONCE = 1000
/**
 * More bytes than a photo, the XML of a large data set or the list of MOST_ENTRIES has. An entry is inflated in
 * memory, one at a time.
 */
export const MOST_BYTES = 128 * 2 ** 20

/** Of what the list of an archive has on each entry, at least. */
const RECORD = 46

const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MB`

/** Takes bytes in, and no more than were promised: an archive may lie about how much it inflates to. */
class Bounded {
  readonly parts: Uint8Array<ArrayBuffer>[] = []
  #left: number
  readonly writable = new WritableStream<Uint8Array<ArrayBuffer>>({
    write: (part) => {
      this.#left -= part.byteLength
      if (this.#left < 0) throw new FormatError('it inflates to more than the archive says')
      this.parts.push(part)
    },
  })

  constructor(bytes: number) {
    this.#left = bytes
  }
}

async function inflate(entry: FileEntry): Promise<Blob> {
  const sink = new Bounded(entry.uncompressedSize)
  try {
    // Entries that share their bytes make a few of them days of work.
    const options = { checkSignature: true, checkOverlappingEntry: true, useWebWorkers: false }
    await entry.getData(sink.writable, options)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new FormatError(`it cannot be taken out of the archive: ${reason}`, { cause: error })
  }
  const { filename } = entry
  const type = /\.png$/i.test(filename) ? 'image/png' : /\.jpe?g$/i.test(filename) ? 'image/jpeg' : ''
  return new Blob(sink.parts, { type })
}

/** Whether a path is not one below the archive, or would not be one on a disk. */
function leadsOut(path: string): boolean {
  return /^\/|^[a-z]:|\0/i.test(path) || path.split('/').includes('..')
}

function refusalOf(entry: Entry): string | undefined {
  if (leadsOut(entry.filename)) return 'its path leads out of the archive; pack it again'
  if (entry.encrypted) return 'it is encrypted; make an archive without a password'
  if (entry.uncompressedSize > MOST_BYTES) {
    return `it would inflate to ${megabytes(entry.uncompressedSize)}; at most ${megabytes(MOST_BYTES)} are read`
  }
  return undefined
}

/**
 * What is in a zip archive, without inflating any of it: an entry is read where it lies when it is opened.
 * @throws FormatError with a sentence if it is no archive, or one with too many entries.
 */
export async function openZip(file: Blob, name: string): Promise<{ sources: Source[]; problems: Problem[] }> {
  const { BlobReader, ZipReader } = await import('@zip.js/zip.js/lib/zip-core-native.js')
  const unpack = 'Unpack it and choose the folder that you need.'
  /** Reads no more at once than there is room for: an archive says itself how long its list is. */
  class Careful extends BlobReader {
    override readUint8Array(offset: number, length: number): Promise<Uint8Array> {
      if (Math.min(length, file.size - offset) > MOST_BYTES) {
        throw new FormatError(`${name} has a list of files longer than ${megabytes(MOST_BYTES)}. ${unpack}`)
      }
      return super.readUint8Array(offset, length)
    }
  }
  const reader = new ZipReader(new Careful(file), { useWebWorkers: false })
  const sources: Source[] = []
  const problems: Problem[] = []
  try {
    let count = 0
    let declared = 0
    const options: ZipReaderGetEntriesOptions = {
      // Of Windows.
      normalizeFilename: (path) => path.replaceAll('\\', '/'),
      // One bad name would have the whole archive refused.
      filenameValidation: 'tolerant',
      onprogress(_, all) {
        // Or too many for its size, where damaged.
        declared = Math.min(all, file.size / RECORD)
        // Once is enough: each call costs as much as an entry.
        options.onprogress = undefined
      },
    }
    for await (const entry of reader.getEntriesGenerator(options)) {
      if (++count % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve))
      // What an archive declares may be too little.
      if (Math.max(count, declared) > MOST_ENTRIES) {
        throw new FormatError(`${name} holds more than ${MOST_ENTRIES.toLocaleString('en')} files. ${unpack}`)
      }
      const path = entry.filename
      if (entry.directory || !(isDatasetFile(path) || leadsOut(path))) continue
      const reason = refusalOf(entry)
      if (reason) problems.push({ path: truncateName(path), reason })
      else sources.push({ path, open: () => inflate(entry) })
    }
  } catch (error) {
    if (error instanceof FormatError) throw error
    const sentence = `${name} cannot be read as a zip: it is damaged, cut off or of another kind. Pack it again, or choose the unpacked folder.`
    throw new FormatError(sentence, { cause: error })
  } finally {
    await reader.close()
  }
  return { sources, problems }
}
