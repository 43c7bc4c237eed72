import { FormatError } from './format-error.ts'

/** Kinds of photos that annotations may lie beside, the first one found is taken. */
export const PHOTO_EXTENSIONS = ['.jpg', '.jpeg', '.png'] as const

/** Faces that belong together: the .pts files of one folder, or one XML file of dlib. */
export interface FaceSet {
  readonly kind: 'pts' | 'xml'
  /** Path of the folder, '.' for the top, or of the file. */
  readonly name: string
  /** Paths of the annotations, in order. */
  readonly files: readonly string[]
}

/** What an archiver or a desktop leaves behind: __MACOSX, ._face.pts, .DS_Store. */
function isSystemFile(path: string): boolean {
  return path.split('/').some((part) => part === '__MACOSX' || part.startsWith('.'))
}

/** Whether a file may be a part of a set: an annotation or a photo. */
export function isDatasetFile(path: string): boolean {
  return /\.(pts|xml|jpe?g|png)$/i.test(path) && !isSystemFile(path)
}

const getFolder = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** The sets among the paths of a folder, in alphabetical order, those of .pts files first. */
export function groupIntoSets(paths: Iterable<string>): FaceSet[] {
  const folders = new Map<string, string[]>()
  const xml: FaceSet[] = []
  for (const path of [...paths].filter(isDatasetFile).sort()) {
    if (/\.xml$/i.test(path)) xml.push({ kind: 'xml', name: path, files: [path] })
    if (!/\.pts$/i.test(path)) continue
    const folder = getFolder(path) || '.'
    const files = folders.get(folder)
    if (files) files.push(path)
    else folders.set(folder, [path])
  }
  const sets = [...folders].map(([name, files]): FaceSet => ({ kind: 'pts', name, files }))
  return [...sets.sort((p, q) => (p.name < q.name ? -1 : 1)), ...xml]
}

/**
 * The photo beside a .pts file: of the same name, but for its end.
 * @throws FormatError with a sentence if there is none.
 */
export function findPhotoOfPts(pts: string, has: (path: string) => boolean): string {
  const stem = pts.slice(0, -4)
  const ends = PHOTO_EXTENSIONS.flatMap((end) => [end, end.toUpperCase()])
  const photo = ends.map((end) => stem + end).find(has)
  if (!photo) throw new FormatError(`there is no photo beside it (${PHOTO_EXTENSIONS.join(', ')})`)
  return photo
}

/**
 * Finds the photos that a dlib XML names, which it does from its own folder. Where the folders were lost,
 * as with files chosen one by one, the only file of that name is taken.
 */
export function createPhotoFinder(
  xml: string,
  paths: Iterable<string>,
): (file: string) => string | undefined {
  const all = new Set(paths)
  const byName = new Map<string, string | undefined>()
  for (const path of all) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    byName.set(name, byName.has(name) ? undefined : path)
  }
  return (file) => {
    const parts: string[] = []
    for (const part of `${getFolder(xml)}/${file}`.split('/')) {
      if (part === '..') parts.pop()
      else if (part && part !== '.') parts.push(part)
    }
    const path = parts.join('/')
    return all.has(path) ? path : byName.get(file.slice(file.lastIndexOf('/') + 1))
  }
}
