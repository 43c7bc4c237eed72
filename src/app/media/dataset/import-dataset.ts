import { isDatasetFile, groupIntoSets } from '../../../evaluation/face-sets.ts'
import { FormatError } from '../../../evaluation/format-error.ts'
import type { Dataset, Problem, Source } from './dataset.ts'
import { openZip } from './zip.ts'

/** A file with the path below what was given. */
interface Given {
  readonly path: string
  file(): Promise<File>
}

const NOTHING =
  'holds no .pts files and no XML of dlib. Give a folder or a zip with photos and a .pts file of 68 points beside each, as 300W has it, or with a dlib XML and its photos.'

const isZip = (path: string) => /\.zip$/i.test(path)

/** The files below an entry of a drop; a folder gives its entries in pieces until one is empty. */
async function* filesBelow(entry: FileSystemEntry): AsyncGenerator<Given> {
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
    for (const below of some) yield* filesBelow(below)
  }
}

function givenOf(file: File): Given {
  return { path: file.webkitRelativePath || file.name, file: () => Promise.resolve(file) }
}

async function* filesOf(entries: readonly (FileSystemEntry | Given)[]): AsyncGenerator<Given> {
  for (const entry of entries) {
    if ('file' in entry && !('isFile' in entry)) yield entry
    else yield* filesBelow(entry as FileSystemEntry)
  }
}

/** Photos and annotations among the files, those of archives too. */
async function datasetOf(name: string, given: AsyncIterable<Given>, alone: boolean): Promise<Dataset> {
  const sources = new Map<string, Source>()
  const problems: Problem[] = []
  let archives = 0
  for await (const { path, file } of given) {
    if (isZip(path)) {
      archives++
      // Several archives may hold files of one path.
      const under = alone ? '' : `${path}/`
      const zip = await openZip(await file(), path)
      for (const source of zip.sources) {
        sources.set(under + source.path, { ...source, path: under + source.path })
      }
      problems.push(...zip.problems.map((problem) => ({ ...problem, path: under + problem.path })))
    } else if (isDatasetFile(path)) sources.set(path, { path, open: file })
  }
  const sets = groupIntoSets(sources.keys())
  if (sets.length === 0) {
    const refused = problems.at(0)
    const more = refused ? ` Left out: ${refused.path}, ${refused.reason}.` : ''
    throw new FormatError(`${archives === 1 || alone ? name : 'What you gave'} ${NOTHING}${more}`)
  }
  return { name, sources, sets, problems }
}

/**
 * A data set from a drop. To be called in the drop's own turn: afterwards the browser has forgotten it.
 * @throws FormatError with a sentence if there are no faces in it.
 */
export async function datasetOfDrop(data: DataTransfer): Promise<Dataset> {
  const entries = [...data.items].flatMap((item): (FileSystemEntry | Given)[] => {
    if (item.kind !== 'file') return []
    const entry = item.webkitGetAsEntry()
    if (entry) return [entry]
    const file = item.getAsFile()
    return file ? [givenOf(file)] : []
  })
  const [first] = entries
  const name = entries.length === 1 ? ('path' in first ? first.path : first.name) : `${entries.length} files`
  return datasetOf(name, filesOf(entries), entries.length === 1)
}

/**
 * A data set from files, or from a folder, that were chosen.
 * @throws FormatError with a sentence if there are no faces in it.
 */
export async function datasetOfFiles(files: readonly File[]): Promise<Dataset> {
  const [first] = files
  const folder = first.webkitRelativePath.split('/')[0]
  const name = folder || (files.length === 1 ? first.name : `${files.length} files`)
  return datasetOf(name, filesOf(files.map(givenOf)), files.length === 1)
}
