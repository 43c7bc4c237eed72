import type { AnnotatedShape } from './annotated-image.ts'
import { parseCoco } from './coco.ts'
import { parseDlib } from './dlib.ts'
import { createPhotoFinder } from './face-sets.ts'
import { FormatError } from './format-error.ts'
import { parseLjson } from './ljson.ts'
import { FURTHER_FACE, getFileName, removeExtension } from './paths.ts'
import { parsePts } from './pts.ts'

/** Faces that a file of annotations gives to one photo. */
export interface PhotoAnnotation {
  /** Path of the photo; undefined if there is none, and then its name as in the file. */
  readonly photo: string | undefined
  readonly name: string
  readonly faces: readonly AnnotatedShape[]
}

const PHOTO = /\.(jpe?g|jfif|png|webp|avif|gif|bmp|hei[cf])$/i
const ANNOTATION = /\.(pts|ljson|xml|json)$/i

/** Tells whether a file is a photo, by its name. */
export const isPhotoPath = (path: string): boolean => PHOTO.test(path)

/** Tells whether a file may hold annotations, by its name. */
export const isAnnotationPath = (path: string): boolean => ANNOTATION.test(path)

/** Creates a function that finds the photo beside a file: the same path but for the extension, or the only such name. */
function createBesideFinder(photos: readonly string[]): (path: string) => string | undefined {
  const byStem = new Map<string, string>()
  const byName = new Map<string, string | undefined>()
  for (const photo of photos) {
    const stem = removeExtension(photo)
    if (!byStem.has(stem)) byStem.set(stem, photo)
    const name = getFileName(stem)
    byName.set(name, byName.has(name) ? undefined : photo)
  }
  const find = (stem: string) => byStem.get(stem) ?? byName.get(getFileName(stem))
  return (path) => {
    const stem = removeExtension(path)
    return find(stem) ?? find(stem.replace(FURTHER_FACE, ''))
  }
}

/** Orders files of annotations: the first face of a photo before its second one. */
export function compareAnnotationPaths(a: string, b: string): number {
  const number = (path: string) => Number(FURTHER_FACE.exec(removeExtension(path))?.[1] ?? 1)
  return number(a) - number(b) || (a < b ? -1 : 1)
}

/**
 * Creates a parser of files of annotations of these photos. It goes by the extension: .pts with one face and .ljson with
 * the faces of the photo beside them, dlib's XML and COCO's JSON with those of many photos, which they name. It throws a
 * FormatError with a clause that follows the file's name if a file cannot be read.
 */
export function createAnnotationParser(
  photos: readonly string[],
): (path: string, text: string) => PhotoAnnotation[] {
  const findBeside = createBesideFinder(photos)
  return (path, text) => {
    const name = getFileName(path)
    if (/\.pts$/i.test(path)) return [{ photo: findBeside(path), name, faces: [parsePts(text)] }]
    if (/\.ljson$/i.test(path)) return [{ photo: findBeside(path), name, faces: parseLjson(text) }]
    const isDlib = /\.xml$/i.test(path)
    if (!isDlib && !/\.json$/i.test(path))
      throw new FormatError('annotations are .pts, .ljson, .xml or .json files')
    const find = createPhotoFinder(path, photos)
    const images = isDlib ? parseDlib(text) : parseCoco(text)
    return images.map(({ file, faces }) => ({ photo: find(file), name: file, faces }))
  }
}
