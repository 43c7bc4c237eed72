import { FormatError } from './format-error.ts'
import { FURTHER_FACE } from './paths.ts'

/** Extensions of photos beside annotation files; the first one found is taken. */
export const PHOTO_EXTENSIONS = ['.jpg', '.jpeg', '.png'] as const

/** Set of annotated faces: the .pts files of one folder, or one dlib XML file. */
export interface FaceSet {
  readonly kind: 'pts' | 'xml'
  /** Path of the folder ('.' for the top one) or of the XML file. */
  readonly name: string
  /** Paths of the annotation files, sorted. */
  readonly files: readonly string[]
}

/** Tells files that archivers and desktops leave behind: __MACOSX, ._face.pts, .DS_Store. */
export function isSystemFile(path: string): boolean {
  return path.split('/').some((part) => part === '__MACOSX' || part.startsWith('.'))
}

/** Tells whether a file can be part of a set: an annotation or a photo. */
export function isDatasetFile(path: string): boolean {
  return /\.(pts|xml|jpe?g|png)$/i.test(path) && !isSystemFile(path)
}

const getFolder = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** Groups the paths of a folder into sets, in alphabetical order, those of .pts files first. */
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
 * Finds the photo beside a .pts file: the same name with another extension. The second face of photo.jpg is in
 * photo.face2.pts.
 * @throws FormatError if there is none.
 */
export function findPhotoOfPts(pts: string, has: (path: string) => boolean): string {
  const stem = pts.slice(0, -4)
  const extensions = PHOTO_EXTENSIONS.flatMap((end) => [end, end.toUpperCase()])
  const stems = [stem, stem.replace(FURTHER_FACE, '')]
  const photo = stems.flatMap((name) => extensions.map((end) => name + end)).find(has)
  if (!photo) throw new FormatError(`there is no photo beside it (${PHOTO_EXTENSIONS.join(', ')})`)
  return photo
}

/**
 * Creates a function that finds the photos named in a dlib XML, relative to its folder. If folders were lost, as
 * with files chosen one by one, it takes the only file of that name.
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
