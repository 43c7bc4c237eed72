import type { Entry, FileEntry, ZipReaderGetEntriesOptions } from '@zip.js/zip.js'
import { isDatasetFile } from '../../../evaluation/face-sets.ts'
import { truncateName, FormatError } from '../../../evaluation/format-error.ts'
import type { Problem, DatasetFile } from './dataset.ts'
import { TEXT } from '../../ui/text.ts'

/** Maximum number of entries: 300W has 8 thousand files; each entry takes 6 kB of memory. */
export const MAX_ARCHIVE_ENTRIES = 50_000
/** Number of entries after which the page gets a turn: 30 ms of work. */
const ENTRIES_PER_TURN = 1000
/**
 * Maximum size of an entry and of the list of files: more than a photo or the XML of a large data set needs.
 * An entry is inflated in memory, one at a time.
 */
export const MAX_ENTRY_BYTES = 128 * 2 ** 20

/** Minimum size of an entry in the archive's list. */
const MIN_RECORD_BYTES = 46

/** Collects inflated bytes up to the declared size: an archive may lie about it. */
class BoundedSink {
  readonly parts: Uint8Array<ArrayBuffer>[] = []
  #left: number
  readonly writable = new WritableStream<Uint8Array<ArrayBuffer>>({
    write: (part) => {
      this.#left -= part.byteLength
      if (this.#left < 0) throw new FormatError(TEXT.dataset.zip.overrun)
      this.parts.push(part)
    },
  })

  constructor(bytes: number) {
    this.#left = bytes
  }
}

async function inflate(entry: FileEntry): Promise<Blob> {
  const sink = new BoundedSink(entry.uncompressedSize)
  try {
    // Overlapping entries would turn a small archive into days of work.
    const options = { checkSignature: true, checkOverlappingEntry: true, useWebWorkers: false }
    await entry.getData(sink.writable, options)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new FormatError(TEXT.dataset.zip.cannotExtract(reason), { cause: error })
  }
  const { filename } = entry
  const type = /\.png$/i.test(filename) ? 'image/png' : /\.jpe?g$/i.test(filename) ? 'image/jpeg' : ''
  return new Blob(sink.parts, { type })
}

/** True if a path leads out of the archive or is invalid on a disk. */
function escapesArchive(path: string): boolean {
  return /^\/|^[a-z]:|\0/i.test(path) || path.split('/').includes('..')
}

function findRefusal(entry: Entry): string | undefined {
  if (escapesArchive(entry.filename)) return TEXT.dataset.zip.escapes
  if (entry.encrypted) return TEXT.dataset.zip.encrypted
  if (entry.uncompressedSize > MAX_ENTRY_BYTES) {
    return TEXT.dataset.zip.entryTooLarge(entry.uncompressedSize, MAX_ENTRY_BYTES)
  }
  return undefined
}

/**
 * Lists the wanted files of a zip archive without inflating them; an entry is read when it is opened.
 * @throws FormatError for the user if it is not an archive or has too many entries
 */
export async function openZip(
  file: Blob,
  name: string,
  isWanted: (path: string) => boolean = isDatasetFile,
): Promise<{ files: DatasetFile[]; problems: Problem[] }> {
  const { BlobReader, ZipReader } = await import('@zip.js/zip.js/lib/zip-core-native.js')

  /** Limits the size of a single read: an archive declares the length of its own list. */
  class BoundedReader extends BlobReader {
    override readUint8Array(offset: number, length: number): Promise<Uint8Array> {
      if (Math.min(length, file.size - offset) > MAX_ENTRY_BYTES) {
        throw new FormatError(TEXT.dataset.zip.listTooLong(name, MAX_ENTRY_BYTES))
      }
      return super.readUint8Array(offset, length)
    }
  }
  const reader = new ZipReader(new BoundedReader(file), { useWebWorkers: false })
  const files: DatasetFile[] = []
  const problems: Problem[] = []
  try {
    let count = 0
    let declared = 0
    const options: ZipReaderGetEntriesOptions = {
      // Archives made on Windows.
      normalizeFilename: (path) => path.replaceAll('\\', '/'),
      // One invalid name must not reject the whole archive.
      filenameValidation: 'tolerant',
      onprogress(_, all) {
        // A damaged archive may declare more entries than fit its size.
        declared = Math.min(all, file.size / MIN_RECORD_BYTES)
        // Once is enough: each call costs as much as reading an entry.
        options.onprogress = undefined
      },
    }
    for await (const entry of reader.getEntriesGenerator(options)) {
      if (++count % ENTRIES_PER_TURN === 0) await new Promise((resolve) => setTimeout(resolve))
      // An archive may also declare too few.
      if (Math.max(count, declared) > MAX_ARCHIVE_ENTRIES) {
        throw new FormatError(TEXT.dataset.zip.tooManyFiles(name, MAX_ARCHIVE_ENTRIES))
      }
      const path = entry.filename
      if (entry.directory || !(isWanted(path) || escapesArchive(path))) continue
      const reason = findRefusal(entry)
      if (reason) problems.push({ path: truncateName(path), reason })
      else files.push({ path, open: () => inflate(entry) })
    }
  } catch (error) {
    if (error instanceof FormatError) throw error
    throw new FormatError(TEXT.dataset.zip.unreadable(name), { cause: error })
  } finally {
    await reader.close()
  }
  return { files, problems }
}
