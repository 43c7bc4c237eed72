import type { AnnotatedShape } from './annotated-image.ts'
import { parseCoco } from './coco.ts'
import { parseDlib } from './dlib.ts'
import { createPhotoFinder } from './face-sets.ts'
import { FormatError } from './format-error.ts'
import { parseLjson } from './ljson.ts'
import { parsePts } from './pts.ts'

/** Faces that a file of annotations gives to one photo. */
export interface PhotoAnnotation {
  /** Path of the photo; undefined if there is none, and then its name as in the file. */
  readonly photo: string | undefined
  readonly name: string
  readonly faces: readonly AnnotatedShape[]
}

/** Number of a further face in the name of a .pts file: photo.face2.pts. */
const FURTHER_FACE = /\.face(\d+)$/i

const PHOTO = /\.(jpe?g|jfif|png|webp|avif|gif|bmp|hei[cf])$/i
const ANNOTATION = /\.(pts|ljson|xml|json)$/i

/** Tells whether a file is a photo, by its name. */
export const isPhotoPath = (path: string): boolean => PHOTO.test(path)

/** Tells whether a file may hold annotations, by its name. */
export const isAnnotationPath = (path: string): boolean => ANNOTATION.test(path)

const getName = (path: string) => path.slice(path.lastIndexOf('/') + 1)
const removeExtension = (path: string) => path.replace(/\.[^./]+$/, '')

/** Finds the photo beside a file: the same path but for the extension, or the only one of that name. */
function findPhotoBeside(path: string, photos: readonly string[]): string | undefined {
  const stem = removeExtension(path)
  for (const wanted of [stem, stem.replace(FURTHER_FACE, '')]) {
    const beside = photos.find((photo) => removeExtension(photo) === wanted)
    if (beside) return beside
    const named = photos.filter((photo) => getName(removeExtension(photo)) === getName(wanted))
    if (named.length === 1) return named[0]
  }
  return undefined
}

/** Orders files of annotations: the first face of a photo before its second one. */
export function compareAnnotationPaths(a: string, b: string): number {
  const number = (path: string) => Number(FURTHER_FACE.exec(removeExtension(path))?.[1] ?? 1)
  return number(a) - number(b) || (a < b ? -1 : 1)
}

/**
 * Parses a file of annotations by its extension: .pts with one face and .ljson with the faces of the photo beside them,
 * dlib's XML and COCO's JSON with those of many photos, which they name.
 * @throws FormatError with a clause that follows the file's name if it cannot be read.
 */
export function parseAnnotations(path: string, text: string, photos: readonly string[]): PhotoAnnotation[] {
  const name = getName(path)
  if (/\.pts$/i.test(path)) return [{ photo: findPhotoBeside(path, photos), name, faces: [parsePts(text)] }]
  if (/\.ljson$/i.test(path)) return [{ photo: findPhotoBeside(path, photos), name, faces: parseLjson(text) }]
  const find = createPhotoFinder(path, photos)
  if (/\.xml$/i.test(path))
    return parseDlib(text).map(({ file, faces }) => ({ photo: find(file), name: file, faces }))
  if (/\.json$/i.test(path))
    return parseCoco(text).map(({ file, faces }) => ({ photo: find(file), name: file, faces }))
  throw new FormatError('annotations are .pts, .ljson, .xml or .json files')
}
