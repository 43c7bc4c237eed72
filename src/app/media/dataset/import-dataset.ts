import { isDatasetFile, groupIntoSets } from '../../../evaluation/face-sets.ts'
import { FormatError } from '../../../evaluation/format-error.ts'
import type { Dataset, Problem, DatasetFile } from './dataset.ts'
import { openZip } from './open-zip.ts'
import { TEXT } from '../../ui/text.ts'

/** File with its path within the import. */
interface InputFile {
  readonly path: string
  file(): Promise<File>
}

const isZip = (path: string) => /\.zip$/i.test(path)

/** Walks the files below a dropped entry; a folder returns its entries in batches until one is empty. */
async function* walkEntry(entry: FileSystemEntry): AsyncGenerator<InputFile> {
  if (entry.isFile) {
    const file = entry as FileSystemFileEntry
    yield {
      path: entry.fullPath.replace(/^\//, ''),
      file: () => new Promise((resolve, reject) => file.file(resolve, reject)),
    }
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) return
    for (const below of some) yield* walkEntry(below)
  }
}

function toInputFile(file: File): InputFile {
  return { path: file.webkitRelativePath || file.name, file: () => Promise.resolve(file) }
}

async function* walkEntries(entries: readonly (FileSystemEntry | InputFile)[]): AsyncGenerator<InputFile> {
  for (const entry of entries) {
    if ('file' in entry && !('isFile' in entry)) yield entry
    else yield* walkEntry(entry as FileSystemEntry)
  }
}

/** Files among those given, archives unpacked, and those that were refused. */
export interface CollectedFiles {
  /** Name of what was given: the folder or the file, or their number. */
  readonly name: string
  readonly files: ReadonlyMap<string, DatasetFile>
  readonly problems: readonly Problem[]
  readonly archives: number
}

/** Tells whether a file is wanted, by its path. */
type PathFilter = (path: string) => boolean

interface Given {
  readonly name: string
  readonly entries: readonly (FileSystemEntry | InputFile)[]
}

/** Collects the wanted files, including those in archives. */
async function collect({ name, entries }: Given, isWanted: PathFilter): Promise<CollectedFiles> {
  const alone = entries.length === 1
  const files = new Map<string, DatasetFile>()
  const problems: Problem[] = []
  let archives = 0
  for await (const { path, file } of walkEntries(entries)) {
    if (isZip(path)) {
      archives++
      // Several archives may contain the same path.
      const under = alone ? '' : `${path}/`
      const zip = await openZip(await file(), path, isWanted)
      for (const source of zip.files) {
        files.set(under + source.path, { ...source, path: under + source.path })
      }
      problems.push(...zip.problems.map((problem) => ({ ...problem, path: under + problem.path })))
    } else if (isWanted(path)) files.set(path, { path, open: file })
  }
  return { name, files, problems, archives }
}

/** Builds a data set from the photos and annotations among the files. */
async function buildDataset(given: Given): Promise<Dataset> {
  const { name, files, problems, archives } = await collect(given, isDatasetFile)
  const sets = groupIntoSets(files.keys())
  if (sets.length === 0) {
    const refused = problems.at(0)
    const more = refused ? ` ${TEXT.dataset.skippedFile(refused.path, refused.reason)}` : ''
    const whole = archives === 1 || given.entries.length === 1 ? name : TEXT.dataset.yourFiles
    throw new FormatError(TEXT.dataset.noFaces(whole) + more)
  }
  return { name, files, sets, problems }
}

/** Lists the entries of a drop. Must be called synchronously in its event: afterwards the browser clears its data. */
function listDropped(data: DataTransfer): Given {
  const entries = [...data.items].flatMap((item): (FileSystemEntry | InputFile)[] => {
    if (item.kind !== 'file') return []
    const entry = item.webkitGetAsEntry()
    if (entry) return [entry]
    const file = item.getAsFile()
    return file ? [toInputFile(file)] : []
  })
  const [first, ...others] = entries
  const name =
    first && others.length === 0
      ? 'path' in first
        ? first.path
        : first.name
      : TEXT.dataset.fileCount(entries.length)
  return { name, entries }
}

/** Lists chosen files or those of a chosen folder. */
function listChosen(files: readonly File[]): Given {
  const [first, ...others] = files
  const folder = first?.webkitRelativePath.split('/')[0]
  const name = folder || (first && others.length === 0 ? first.name : TEXT.dataset.fileCount(files.length))
  return { name, entries: files.map(toInputFile) }
}

/** Collects files from what was chosen or dropped; a drop must be passed on synchronously in its event. */
export function collectFiles(
  given: DataTransfer | readonly File[],
  isWanted: PathFilter,
): Promise<CollectedFiles> {
  return collect(given instanceof DataTransfer ? listDropped(given) : listChosen(given), isWanted)
}

/**
 * Imports a drop. Must be called synchronously in the drop event.
 * @throws FormatError for the user if it contains no faces
 */
export async function importDrop(data: DataTransfer): Promise<Dataset> {
  return buildDataset(listDropped(data))
}

/**
 * Imports chosen files or a folder.
 * @throws FormatError for the user if they contain no faces
 */
export async function importFiles(files: readonly File[]): Promise<Dataset> {
  return buildDataset(listChosen(files))
}
