import { parseDlib } from '../../../evaluation/dlib.ts'
import { FormatError } from '../../../evaluation/format-error.ts'
import { findPhotoOfPts, createPhotoFinder, type FaceSet } from '../../../evaluation/face-sets.ts'
import { parsePts } from '../../../evaluation/pts.ts'
import type { Point } from '../../../geometry/point.ts'
import { messageOf } from '../../../landmarker/errors.ts'
import type { Dataset, Problem, Source } from './dataset.ts'
import { MOST_BYTES } from './zip.ts'

/** A face that people marked: its photo, and its true landmarks in pixels of it. */
export interface MarkedFace {
  readonly source: Source
  readonly truth: readonly Point[]
}

/** A photo and the faces marked in it. */
export interface MarkedPhoto {
  readonly photo: Source
  /** How many faces are marked in it. */
  readonly faces: number
  /**
   * True landmarks of each face, in pixels of the photo.
   * @throws Error with a sentence if the annotation cannot be read.
   */
  landmarks(): Promise<readonly (readonly Point[])[]>
  /** Path of the annotation. */
  readonly annotation: string
}

/** More than any .pts has; what is larger is not text of points. */
const MOST_PTS = 1e6

async function markedByPts(source: Source): Promise<Point[]> {
  const file = await source.open()
  if (file.size > MOST_PTS) throw new FormatError(`it is too large for 68 points: ${file.size} bytes`)
  return parsePts(await file.text())
}

async function textOfXml(source: Source | undefined): Promise<string> {
  const file = await source?.open()
  if (file && file.size > MOST_BYTES) throw new FormatError(`it is too large: ${file.size} bytes`)
  return (await file?.text()) ?? ''
}

/** The photos of a set that can be evaluated; what cannot goes to `report`. XML is read, .pts files are not. */
async function photosOfSet(
  { sources }: Dataset,
  set: FaceSet,
  report: (problem: Problem) => void,
): Promise<MarkedPhoto[]> {
  if (set.kind === 'pts') {
    return set.files.flatMap((path) => {
      const annotation = sources.get(path)
      try {
        const photo = sources.get(findPhotoOfPts(path, (other) => sources.has(other)))
        if (!annotation || !photo) return []
        const landmarks = async () => [await markedByPts(annotation)]
        return [{ photo, faces: 1, landmarks, annotation: path }]
      } catch (error) {
        report({ path, reason: messageOf(error) })
        return []
      }
    })
  }
  const [path] = set.files
  try {
    const images = parseDlib(await textOfXml(sources.get(path)))
    const find = createPhotoFinder(path, sources.keys())
    return images.flatMap(({ file, faces }) => {
      const photo = sources.get(find(file) ?? '')
      for (const face of faces) {
        if (typeof face === 'string') report({ path: `${path}: ${file}`, reason: face })
      }
      const known = faces.filter((face) => typeof face !== 'string')
      if (known.length > 0 && !photo) report({ path: `${path}: ${file}`, reason: 'this photo is not there' })
      if (known.length === 0 || !photo) return []
      return [{ photo, faces: known.length, landmarks: () => Promise.resolve(known), annotation: path }]
    })
  } catch (error) {
    report({ path, reason: messageOf(error) })
    return []
  }
}

/** The photos of all these sets. */
export async function photosOf(
  dataset: Dataset,
  sets: readonly FaceSet[],
  report: (problem: Problem) => void,
): Promise<MarkedPhoto[]> {
  const all: MarkedPhoto[] = []
  for (const set of sets) {
    for (const photo of await photosOfSet(dataset, set, report)) all.push(photo)
  }
  return all
}
