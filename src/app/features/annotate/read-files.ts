import {
  compareAnnotationPaths,
  createAnnotationParser,
  isAnnotationPath,
  isPhotoPath,
} from '../../../evaluation/annotation-files.ts'
import { isSystemFile } from '../../../evaluation/face-sets.ts'
import { FormatError } from '../../../evaluation/format-error.ts'
import type { Point } from '../../../geometry/point.ts'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { DatasetFile, Problem } from '../../media/dataset/dataset.ts'
import { collectFiles } from '../../media/dataset/import-dataset.ts'
import { MAX_ENTRY_BYTES } from '../../media/dataset/open-zip.ts'
import { TEXT } from '../../ui/text.ts'
import type { Faces } from '../../storage/annotation-drafts.ts'
import type { PhotoRecord } from './annotations.ts'

/** Photos among given files, those that are open and get new faces, and what could not be used. */
export interface GivenPhotos {
  readonly photos: readonly PhotoRecord[]
  readonly problems: readonly Problem[]
}

async function readText(source: DatasetFile): Promise<string> {
  const file = await source.open()
  if (file.size > MAX_ENTRY_BYTES) throw new FormatError(TEXT.dataset.xmlTooLarge(file.size))
  return file.text()
}

/** Reads the faces of photos from files of annotations; a photo takes those of one kind of file. */
async function readFaces(
  annotations: readonly DatasetFile[],
  photos: readonly string[],
  report: (problem: Problem) => void,
): Promise<Map<string, Faces>> {
  const parse = createAnnotationParser(photos)
  const found = new Map<string, { kind: string; faces: (readonly Point[])[] }>()
  for (const source of annotations.toSorted((a, b) => compareAnnotationPaths(a.path, b.path))) {
    const { path } = source
    const kind = path.slice(path.lastIndexOf('.')).toLowerCase()
    try {
      for (const { photo, name, faces } of parse(path, await readText(source))) {
        const place = name === path ? path : `${path}: ${name}`
        for (const face of faces) if (typeof face === 'string') report({ path: place, reason: face })
        if (photo === undefined) {
          report({ path: place, reason: TEXT.dataset.photoMissing })
          continue
        }
        const known = found.get(photo) ?? { kind, faces: [] }
        if (known.kind !== kind) {
          report({ path: place, reason: TEXT.annotate.annotatedTwice(photo, known.kind) })
          continue
        }
        const valid = faces.filter((face) => typeof face !== 'string')
        // A file whose faces are all invalid says nothing of the photo.
        if (valid.length === 0 && faces.length > 0) continue
        found.set(photo, { kind, faces: [...known.faces, ...valid] })
      }
    } catch (error) {
      report({ path, reason: getErrorMessage(error) })
    }
  }
  return new Map([...found].map(([photo, { faces }]) => [photo, faces]))
}

/**
 * Reads what was chosen or dropped: photos, folders and zips of them, and the annotations beside them or of photos that are
 * open. Files of other kinds in a folder are passed over; alone they are reported.
 */
export async function readGiven(
  given: DataTransfer | readonly File[],
  openSources: readonly DatasetFile[],
): Promise<GivenPhotos> {
  const isKnown = (path: string) =>
    !isSystemFile(path) && (isPhotoPath(path) || isAnnotationPath(path) || !path.includes('/'))
  const { files, problems: refused } = await collectFiles(given, isKnown)
  const problems = [...refused]
  const report = (problem: Problem) => problems.push(problem)
  const all = [...files.values()]
  const photos = all.filter(({ path }) => isPhotoPath(path)).sort((a, b) => (a.path < b.path ? -1 : 1))
  const annotations = all.filter(({ path }) => isAnnotationPath(path))
  for (const { path } of all)
    if (!isPhotoPath(path) && !isAnnotationPath(path)) report({ path, reason: TEXT.annotate.neither })
  const openPaths = openSources.map(({ path }) => path)
  const fresh = photos.filter(({ path }) => !openPaths.includes(path))
  const sources = [...fresh, ...openSources]
  const paths = sources.map(({ path }) => path)
  const faces = await readFaces(annotations, paths, report)
  for (const { path } of photos)
    if (openPaths.includes(path) && !faces.has(path)) report({ path, reason: TEXT.annotate.openAlready })
  return {
    photos: sources
      .filter(({ path }) => !openPaths.includes(path) || faces.has(path))
      .map((source): PhotoRecord => {
        const own = faces.get(source.path)
        return { source, faces: own, reference: own, isSaved: false }
      }),
    problems,
  }
}
